import { fold } from '../search/fold.ts'
import { type FilterEnvironment, type FilterRow, readField } from './read-field.ts'
import type { FilterField } from './session-fields.ts'

/** What a list is ordered by, and which end comes first. */
export type RowOrder = Readonly<{ sort: string; direction: 'asc' | 'desc' }>

/** How many characters of a text count in an order: so many fit into a cursor, and two names that long are as good as one. */
export const sortTextMax = 64

type SortKey = string | number | null

/**
 * Compares two rows as the server orders them: moods by their score, other choices by their place in the list, people and places by their names, lists
 * by how many they hold, texts by code point; what holds nothing last in both directions, equals by the session's id.
 * A sort by a field that is no more compares ids alone.
 */
export function orderRows(
  { sort, direction }: RowOrder,
  environment: FilterEnvironment,
): (a: FilterRow, b: FilterRow) => number {
  const field = environment.fields(sort)
  const keyOf = (row: FilterRow) => (field === undefined ? null : sortKeyOf(row, field, environment))
  const sign = direction === 'asc' ? 1 : -1
  return (a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)]
    if (one === null && other !== null) return 1
    if (other === null && one !== null) return -1
    return sign * (compareKeys(one, other) || compareText(a.session.id, b.session.id))
  }
}

/** What a field is ordered by: a text or a number; null where the row holds nothing. */
function sortKeyOf(row: FilterRow, field: FilterField, environment: FilterEnvironment): SortKey {
  if (field.kind === 'id') return nameOf(row, field.name)
  if (field.name === 'sentiment') return row.session.sentiment
  const fact = readField(row, field, environment)
  if (fact === null) return null
  if (typeof fact === 'boolean') return fact ? 1 : 0
  if (typeof fact === 'object') return fact.length
  if (typeof fact === 'number') return fact
  if (field.kind !== 'choice' || field.choices === undefined) return beginningOf(fact)
  const place = field.choices.indexOf(fact)
  return place < 0 ? null : place
}

/** The name by which people know what an id stands for. */
function nameOf(row: FilterRow, field: string): string | null {
  const { contact, inbox, agentName, botName, teamName } = row
  const names: Readonly<Record<string, string | null>> = {
    contact: contact.name,
    inbox: inbox.name,
    agent: agentName,
    bot: botName,
    team: teamName,
  }
  const name = fold(names[field] ?? '')
  return name === '' ? null : beginningOf(name)
}

const beginningOf = (text: string): string =>
  text.length <= sortTextMax ? text : [...text].slice(0, sortTextMax).join('')

const compareKeys = (a: SortKey, b: SortKey): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b))

/** By code point, as databases compare bytes of UTF-8; UTF-16 has its pairs in another place. */
function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i += 1) {
    const [one, other] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (one !== other) return inOrder(one) - inOrder(other)
  }
  return a.length - b.length
}

/** Halves of pairs stand above all that needs no pair. */
const inOrder = (unit: number): number => {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
