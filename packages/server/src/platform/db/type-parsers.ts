import { types } from 'pg'

const int8 = 20
const date = 1082
const timestamp = 1114
const timestamptz = 1184
const numeric = 1700
const interval = 1186
const int8Array = 1016
const timestamptzArray = 1185
const numericArray = 1231

/** A count or an offset. One that a JavaScript number cannot hold exactly is an error, never a near miss. */
function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit into a safe integer`)
  return value
}

const isoForm = /^(\d{4,6})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?\+00$/

/**
 * A moment as milliseconds since 1970, rounded down: microseconds exist only where SQL itself made the time,
 * and a cursor that is rounded down never skips a row. Every session runs in UTC, so any other zone is refused.
 */
function parseTimestamptz(text: string): number {
  if (text === 'infinity') return Number.POSITIVE_INFINITY
  if (text === '-infinity') return Number.NEGATIVE_INFINITY
  const parts = isoForm.exec(text)
  if (!parts) throw new RangeError(`'${text}' is not a moment in UTC`)
  const [, year, month, day, hour, minute, second, fraction = ''] = parts
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  return Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  )
}

const asIs = (text: string) => text

// Known to node-postgres but missing from its list of type ids.
const textArray = 1009 as Parameters<typeof types.getTypeParser>[0]
const parseTextArray = types.getTypeParser(textArray) as (text: string) => (string | null)[]

const eachOf =
  (parse: (text: string) => number) =>
  (text: string): (number | null)[] =>
    parseTextArray(text).map((item) => (item === null ? null : parse(item)))

const own = new Map<number, (text: string) => unknown>([
  [int8, parseInt8],
  [numeric, Number],
  [timestamptz, parseTimestamptz],
  [date, asIs],
  [timestamp, asIs],
  [interval, asIs],
  [int8Array, eachOf(parseInt8)],
  [numericArray, eachOf(Number)],
  [timestamptzArray, eachOf(parseTimestamptz)],
])

/** How a column's text becomes a value: numbers for counts and moments, parsed JSON, text for the rest. */
export function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return own.get(oid) ?? types.getTypeParser(oid, format ?? 'text')
}
