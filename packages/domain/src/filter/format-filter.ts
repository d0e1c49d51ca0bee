import type { Condition, Expression, FilterValue } from './expression.ts'
import { durationUnits } from './read-value.ts'
import { wordCharacters } from './scan-filter.ts'
import { fieldLookup } from './session-fields.ts'
import { tidyFilter } from './tidy-filter.ts'

/**
 * A filter as text, in the one form that all texts of the same meaning share: what addresses, views and programs carry.
 * `parseFilter` reads back exactly the expression in its tidy form.
 *
 * @example
 * formatFilter({ type: 'condition', field: 'wait', operator: 'at_least', values: [300_000] }) // 'wait:at_least(5m)'
 */
export const formatFilter = (expression: Expression): string => formatAll(tidyFilter(expression))

const formatAll = (expression: Expression): string =>
  expression.type === 'all' ? expression.of.map(formatPart).join(' ') : formatPart(expression)

function formatPart(expression: Expression): string {
  if (expression.type === 'condition') return formatCondition(expression)
  if (expression.type === 'any') return `(${expression.of.map(formatAll).join(' or ')})`
  return formatAll(expression)
}

function formatCondition(condition: Condition): string {
  const { field, operator, values } = condition
  if (operator === 'set' || operator === 'unset') return `${field}:${operator}`
  return `${field}:${operator}(${values.map((value) => formatValue(condition, value)).join(',')})`
}

const plainWord = new RegExp(`^[${wordCharacters}]+$`)
// Only a workspace's own fields are missing here, and none of them holds a moment or a duration.
const kindOf = fieldLookup()

function formatValue({ field, operator }: Condition, value: FilterValue): string {
  if (typeof value === 'string') return plainWord.test(value) ? value : JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  const kind = kindOf(field)?.kind
  if (kind === 'duration' || operator === 'in_last' || operator === 'older_than') return formatDuration(value)
  return kind === 'moment' && Math.abs(value) <= 8.64e15 ? new Date(value).toISOString() : String(value)
}

/** A duration in its largest unit that needs no fraction: `5m`, `90s`, `1500ms`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return '0s'
  const [name, unit] = durationUnits.find(([, unit]) => ms % unit === 0) ?? ['ms', 1]
  return `${ms / unit}${name}`
}
