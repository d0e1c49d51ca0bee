import type { FieldView } from '@rapport/contract/light'
import { customFieldName, type SessionFieldName } from '@rapport/domain'
import type { Translate } from '../../app/index.ts'
import type { DataColumn } from '../../ui/index.ts'
import { type FieldGroup, fieldGroups, fieldLabelKey, groupedFields } from '../filter/filter-catalogue.ts'

/** A column that the table can have: what it is called, what it is filtered and sorted by, and how it stands. */
export type ListedColumn = Readonly<{
  id: string
  label: string
  group: FieldGroup
  /** The field of the filter language behind it; null where there is none. */
  field: string | null
  width: number
  align: NonNullable<DataColumn<never>['align']>
  grows: boolean
  custom: FieldView | null
}>

type Place = readonly [width: number, align?: 'start' | 'end']

// By field. The contact stands first and is never hidden.
const places = {
  state: [116],
  priority: [92],
  agent: [128],
  team: [118],
  bot: [118],
  participant: [140],
  tag: [184],
  contactTag: [184],
  rating: [76, 'end'],
  sentiment: [112],
  qaScore: [92, 'end'],
  outcome: [128],
  endReason: [168],
  endedBy: [118],
  number: [100, 'end'],
  inbox: [140],
  channel: [120],
  started: [100, 'end'],
  ended: [100, 'end'],
  activity: [104, 'end'],
  duration: [92, 'end'],
  firstResponse: [128, 'end'],
  wait: [76, 'end'],
  totalWait: [92, 'end'],
  waiting: [104, 'end'],
  handling: [92, 'end'],
  hold: [104, 'end'],
  wrapUp: [92, 'end'],
  botTime: [92, 'end'],
  messages: [96, 'end'],
  messagesByContact: [176, 'end'],
  messagesByAgents: [152, 'end'],
  messagesByBots: [140, 'end'],
  notes: [76, 'end'],
  transfers: [92, 'end'],
  watchHits: [112, 'end'],
  unread: [84, 'end'],
  email: [188],
  phone: [136],
  language: [112],
  country: [124],
  device: [96],
  pageUrl: [200],
  referrer: [180],
} as const satisfies Partial<Record<SessionFieldName, Place>>

/** The columns that are named for a field. */
export type FieldColumn = keyof typeof places

const isColumn = (name: SessionFieldName): name is FieldColumn => name in places

/** The columns of a table nobody has changed, in their order, after the checkbox. */
export const usualColumns: readonly string[] = [
  'contact',
  'summary',
  'state',
  'agent',
  'tag',
  'started',
  'duration',
  'firstResponse',
  'rating',
]

/** The column that every table begins with. */
export const firstColumn = 'contact'

/** All columns there are here: the built-in ones by group, then a column for every custom field. */
export function listColumns(custom: readonly FieldView[], t: Translate): readonly ListedColumn[] {
  const column = (id: string, label: string, change: Partial<ListedColumn>): ListedColumn => ({
    id,
    label,
    group: 'session',
    field: null,
    width: 140,
    align: 'start',
    grows: false,
    custom: null,
    ...change,
  })
  const own = custom.map((field) =>
    column(customFieldName(field), field.name, {
      group: 'custom',
      field: customFieldName(field),
      align: field.kind === 'number' || field.kind === 'date' ? 'end' : 'start',
      custom: field,
    }),
  )
  const builtIn = fieldGroups.flatMap((group) =>
    (group === 'custom' ? [] : groupedFields[group]).filter(isColumn).map((id) => {
      const [width, align = 'start']: Place = places[id]
      return column(id, t(fieldLabelKey(id)), { group, field: id, width, align })
    }),
  )
  return [
    column('contact', t('sessions.column.contact'), { field: 'contactName', width: 208, group: 'people' }),
    column('summary', t('sessions.column.summary'), { field: 'summary', width: 160, grows: true }),
    ...builtIn,
    ...own,
  ]
}
