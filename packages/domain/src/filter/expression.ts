/** How a condition compares. What each means for a field's kind is in `operatorsOf`. */
export const operators = [
  'is',
  'is_not',
  'any',
  'none',
  'contains',
  'not_contains',
  'begins',
  'at_least',
  'at_most',
  'between',
  'before',
  'after',
  'in_last',
  'older_than',
  'set',
  'unset',
] as const
export type Operator = (typeof operators)[number]

/**
 * One thing a condition compares with: text, an id or a word of a choice as a string; numbers, durations and moments as
 * numbers, the latter two in milliseconds.
 */
export type FilterValue = string | number | boolean

/** One comparison: a field, how, and with what. `set` and `unset` have no values, `between` two, `any` and `none` several. */
export type Condition = Readonly<{
  type: 'condition'
  field: string
  operator: Operator
  values: readonly FilterValue[]
}>

/** A filter: conditions, all of which or any of which must hold, in groups. An empty `all` accepts everything. */
export type Expression =
  | Condition
  | Readonly<{ type: 'all'; of: readonly Expression[] }>
  | Readonly<{ type: 'any'; of: readonly Expression[] }>

/** The filter that accepts everything. */
export const everything: Expression = { type: 'all', of: [] }

/** What kinds of things fields hold, and so what may be asked of them. `ids` holds several, of which any counts. */
export type FilterKind =
  | 'text'
  | 'number'
  | 'duration'
  | 'moment'
  | 'choice'
  | 'id'
  | 'ids'
  | 'choices'
  | 'flag'
  | 'date'

/** Which operators a kind of field knows, the usual one first. */
export const operatorsOf: Readonly<Record<FilterKind, readonly Operator[]>> = {
  text: ['contains', 'not_contains', 'is', 'is_not', 'begins', 'set', 'unset'],
  number: ['at_least', 'at_most', 'between', 'is', 'is_not', 'set', 'unset'],
  duration: ['at_least', 'at_most', 'between', 'set', 'unset'],
  moment: ['in_last', 'older_than', 'after', 'before', 'between', 'set', 'unset'],
  choice: ['any', 'none', 'set', 'unset'],
  id: ['any', 'none', 'set', 'unset'],
  ids: ['any', 'none', 'set', 'unset'],
  choices: ['any', 'none', 'set', 'unset'],
  flag: ['is', 'set', 'unset'],
  date: ['after', 'before', 'between', 'is', 'set', 'unset'],
}
