import type { FieldKind } from '../fields/field-kinds.ts'
import { sentimentClasses } from '../sentiment/sentiment-class.ts'
import { endReasons, priorities, sessionStates } from '../session/session.ts'
import type { Audience } from '../session/visibility.ts'
import type { FilterKind } from './expression.ts'

/** A thing that sessions can be filtered and sorted by. */
export type FilterField = Readonly<{
  name: string
  kind: FilterKind
  /** The words of a choice; absent where any are possible. */
  choices?: readonly string[]
}>

/** Whose end it was: the kind of the actor who ended it. */
const enders = ['agent', 'bot', 'contact', 'system'] as const
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** What a contact can write on. */
export const devices = ['desktop', 'phone', 'tablet'] as const

/**
 * Everything that sessions can be filtered by, besides custom fields. The names are API: they stand in addresses, views
 * and programs. `agent`, `participant` and `mentioned` know the word `me` for whoever asks.
 */
export const sessionFields = [
  { name: 'number', kind: 'number' },
  { name: 'state', kind: 'choice', choices: sessionStates },
  { name: 'priority', kind: 'choice', choices: priorities },
  { name: 'contact', kind: 'id' },
  { name: 'contactName', kind: 'text' },
  { name: 'email', kind: 'text' },
  { name: 'phone', kind: 'text' },
  { name: 'contactTag', kind: 'ids' },
  { name: 'agent', kind: 'id' },
  { name: 'participant', kind: 'ids' },
  { name: 'mentioned', kind: 'ids' },
  { name: 'bot', kind: 'id' },
  { name: 'team', kind: 'id' },
  { name: 'inbox', kind: 'id' },
  { name: 'channel', kind: 'choice' },
  { name: 'tag', kind: 'ids' },
  { name: 'outcome', kind: 'choice' },
  { name: 'endReason', kind: 'choice', choices: endReasons },
  { name: 'endedBy', kind: 'choice', choices: enders },
  { name: 'rating', kind: 'number' },
  { name: 'summary', kind: 'text' },
  { name: 'sentiment', kind: 'choice', choices: sentimentClasses },
  { name: 'qaScore', kind: 'number' },
  { name: 'started', kind: 'moment' },
  { name: 'ended', kind: 'moment' },
  { name: 'activity', kind: 'moment' },
  { name: 'hour', kind: 'number' },
  { name: 'weekday', kind: 'choice', choices: weekdays },
  { name: 'messages', kind: 'number' },
  { name: 'messagesByContact', kind: 'number' },
  { name: 'messagesByAgents', kind: 'number' },
  { name: 'messagesByBots', kind: 'number' },
  { name: 'notes', kind: 'number' },
  { name: 'transfers', kind: 'number' },
  { name: 'watchHits', kind: 'number' },
  { name: 'unread', kind: 'number' },
  { name: 'wait', kind: 'duration' },
  { name: 'totalWait', kind: 'duration' },
  { name: 'botTime', kind: 'duration' },
  { name: 'firstResponse', kind: 'duration' },
  { name: 'handling', kind: 'duration' },
  { name: 'hold', kind: 'duration' },
  { name: 'wrapUp', kind: 'duration' },
  { name: 'duration', kind: 'duration' },
  { name: 'waiting', kind: 'duration' },
  { name: 'language', kind: 'text' },
  { name: 'country', kind: 'choice' },
  { name: 'pageUrl', kind: 'text' },
  { name: 'referrer', kind: 'text' },
  { name: 'device', kind: 'choice', choices: devices },
] as const satisfies readonly FilterField[]
/** The name of one of them. */
export type SessionFieldName = (typeof sessionFields)[number]['name']

/** A custom field, as far as filters must know it. */
export type CustomField = Readonly<{
  scope: 'session' | 'contact'
  key: string
  kind: FieldKind
  choices: readonly string[]
}>

const kindOf: Readonly<Record<FieldKind, FilterKind>> = {
  text: 'text',
  url: 'text',
  number: 'number',
  date: 'date',
  choice: 'choice',
  multi_choice: 'choices',
  boolean: 'flag',
}

/** How a custom field is named in filters, sorts and columns: `field.order_number`, or `contact.plan`. */
export const customFieldName = ({ scope, key }: Pick<CustomField, 'scope' | 'key'>): string =>
  `${scope === 'session' ? 'field' : 'contact'}.${key}`

/** A custom field as filters know it. */
export const filterFieldOf = (field: CustomField): FilterField => ({
  name: customFieldName(field),
  kind: kindOf[field.kind],
  ...(field.choices.length > 0 ? { choices: field.choices } : {}),
})

/** Finds a field by its name; nothing for a name that means none. */
export type FieldLookup = (name: string) => FilterField | undefined

const builtIn = new Map<string, FilterField>(sessionFields.map((field) => [field.name, field]))

// Whoever may not see a score learns it from no list that is narrowed or ordered by it either.
const forSupervisors: ReadonlySet<string> = new Set<SessionFieldName>(['qaScore'])

/**
 * All fields a filter of a workspace may name: those of every session, and its own. What an audience may not see is no
 * field to it.
 */
export function fieldLookup(
  custom: readonly CustomField[] = [],
  audience: Audience = 'supervisor',
): FieldLookup {
  const own = new Map(custom.map((field) => [customFieldName(field), filterFieldOf(field)]))
  const isHidden = (name: string) => audience !== 'supervisor' && forSupervisors.has(name)
  return (name) => (isHidden(name) ? undefined : (builtIn.get(name) ?? own.get(name)))
}

const personal: ReadonlySet<string> = new Set<SessionFieldName>(['agent', 'participant', 'mentioned'])

/** Whether `me` means whoever asks, in conditions on this field. */
export const knowsMe = (field: string): boolean => personal.has(field)
