import { isDate } from '../time.ts'
import type { FilterKind, FilterValue, Operator } from './expression.ts'
import { type FilterField, knowsMe } from './session-fields.ts'

/** What a written value means, or why it means nothing here. */
export type ReadValue = Readonly<{ value: FilterValue }> | Readonly<{ message: string }>

/** The units of durations with their milliseconds, largest first. */
export const durationUnits = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const

/** The longest duration a filter may name, a hundred years: what is reckoned from now stays a date. */
const durationMax = 36_525 * 86_400_000
// The end of the year 9999, as everywhere.
const momentMax = 253_402_300_799_999

/** Reads one value as a field and its operator want it. What comes out is safe to hand to a database of its type. */
export function readValue(field: FilterField, operator: Operator, text: string): ReadValue {
  if (field.kind === 'moment' && (operator === 'in_last' || operator === 'older_than'))
    return readDuration(text)
  return readers[field.kind](text, field)
}

const value = (read: FilterValue): ReadValue => ({ value: read })
const problem = (message: string): ReadValue => ({ message })

const readers: Readonly<Record<FilterKind, (text: string, field: FilterField) => ReadValue>> = {
  text: readText,
  number: readNumber,
  duration: readDuration,
  moment: readMoment,
  choice: readChoice,
  choices: readChoice,
  id: readId,
  ids: readId,
  flag: (text) =>
    text === 'true' || text === 'false' ? value(text === 'true') : problem('Expected true or false'),
  date: (text) => (isDate(text) ? value(text) : problem('Expected a date such as 2026-11-20')),
}

function readText(text: string): ReadValue {
  if (text === '') return problem('A text must not be empty')
  if (text.includes('\0') || !text.isWellFormed())
    return problem('A text must not contain NUL or half characters')
  return value(text)
}

const numberForm = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

function readNumber(text: string): ReadValue {
  const number = numberForm.test(text) ? Number(text) : Number.NaN
  // Minus zero is zero.
  return Number.isFinite(number) ? value(number + 0) : problem('Expected a number')
}

const durationForm = /^(\d{1,15})(ms|s|m|h|d|w)$/

function readDuration(text: string): ReadValue {
  const [, amount, name] = durationForm.exec(text) ?? []
  const unit = durationUnits.find(([written]) => written === name)
  if (unit === undefined) return problem('Expected a duration such as 90s, 5m, 2h, 7d or 2w')
  const ms = Number(amount) * unit[1]
  return ms <= durationMax ? value(ms) : problem('A duration can be 100 years at most')
}

const momentForm = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/

function readMoment(text: string): ReadValue {
  const day = momentForm.exec(text)?.[1]
  const at = day === undefined || !isDate(day) ? Number.NaN : Date.parse(text)
  if (Number.isNaN(at))
    return problem('Expected a moment such as 2026-11-20 or 2026-11-20T08:30:00Z, with its time zone')
  return at >= 0 && at <= momentMax ? value(at) : problem('Expected a moment between 1970 and 9999')
}

function readChoice(text: string, { choices }: FilterField): ReadValue {
  if (choices === undefined || choices.includes(text)) return readText(text)
  const some = choices.slice(0, 12).join(', ')
  return problem(`Expected one of ${some}${choices.length > 12 ? ' …' : ''}`)
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

function readId(text: string, { name }: FilterField): ReadValue {
  if (text === 'me' && knowsMe(name)) return value('me')
  if (uuid.test(text)) return value(text.toLowerCase())
  return problem(knowsMe(name) ? 'Expected an id, or me' : 'Expected an id')
}
