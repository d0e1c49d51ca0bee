import type { FieldView } from '@rapport/contract/light'
import { type FilterField, filterFieldOf, type SessionFieldName, sessionFields } from '@rapport/domain'
import type { MessageKey, Translate } from '../../app/index.ts'

/** The headings under which fields are offered, in their order. */
export const fieldGroups = ['session', 'people', 'times', 'counts', 'origin', 'custom'] as const
export type FieldGroup = (typeof fieldGroups)[number]

/** A field as the screens name and group it. */
export type CatalogueField = FilterField & Readonly<{ label: string; group: FieldGroup }>

/** Everything sessions can be filtered by here, by name and in the order it is offered. */
export type FilterCatalogue = ReadonlyMap<string, CatalogueField>

/** The built-in fields by heading; filters and columns offer them in this order, what is looked for first before the rest. */
export const groupedFields: Readonly<Record<Exclude<FieldGroup, 'custom'>, readonly SessionFieldName[]>> = {
  session: [
    'state',
    'priority',
    'tag',
    'summary',
    'sentiment',
    'rating',
    'qaScore',
    'outcome',
    'endReason',
    'endedBy',
    'watchHits',
    'unread',
    'number',
  ],
  people: [
    'agent',
    'team',
    'participant',
    'mentioned',
    'bot',
    'contactName',
    'email',
    'phone',
    'contactTag',
    'contact',
  ],
  times: [
    'started',
    'ended',
    'activity',
    'duration',
    'firstResponse',
    'wait',
    'totalWait',
    'waiting',
    'handling',
    'hold',
    'wrapUp',
    'botTime',
    'hour',
    'weekday',
  ],
  counts: ['messages', 'messagesByContact', 'messagesByAgents', 'messagesByBots', 'notes', 'transfers'],
  origin: ['inbox', 'channel', 'language', 'country', 'device', 'pageUrl', 'referrer'],
}

/** The name of a built-in field, as columns, chips and menus write it. */
export const fieldLabelKey = (name: SessionFieldName): MessageKey => `sessions.filter.field.${name}`

/** Whether a field is offered: what supervisors think of a session is nothing to its agents' colleagues. */
export const isOffered = (name: string, mayReview: boolean): boolean => mayReview || name !== 'qaScore'

/** All fields with their words: the built-in ones, then the workspace's own in their order. */
export function catalogueOf(custom: readonly FieldView[], t: Translate, mayReview = true): FilterCatalogue {
  const byName = new Map<string, FilterField>(sessionFields.map((field) => [field.name, field]))
  const fields = fieldGroups.flatMap((group) =>
    group === 'custom'
      ? []
      : groupedFields[group].flatMap((name): CatalogueField[] => {
          const field = byName.get(name)
          return field === undefined ? [] : [{ ...field, label: t(fieldLabelKey(name)), group }]
        }),
  )
  const own = custom.map(
    (field): CatalogueField => ({
      ...filterFieldOf(field),
      label: field.name,
      group: 'custom',
    }),
  )
  const offered = [...fields, ...own].filter(({ name }) => isOffered(name, mayReview))
  return new Map(offered.map((field) => [field.name, field]))
}
