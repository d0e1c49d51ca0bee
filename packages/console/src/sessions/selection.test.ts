import type { SessionId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { choose, chooseRange, countUnseen, nothingChosen, withShown } from './selection.ts'
import { idOf } from './testing/a-session-row.ts'

const ids = (...numbers: number[]) => numbers.map((n) => idOf<SessionId>(n))
const shown = ids(1, 2, 3, 4, 5)

test('rows are chosen and let go one by one', () => {
  const two = choose(choose(nothingChosen, ids(1), true), ids(4), true)
  expect([...two.ids]).toEqual(ids(1, 4))
  expect([...choose(two, ids(1), false).ids]).toEqual(ids(4))
})

test('letting go of the last row leaves nothing chosen', () => {
  expect(choose(choose(nothingChosen, ids(1), true), ids(1), false)).toEqual(nothingChosen)
})

test('a range goes in either direction from the row touched last, and keeps what was chosen elsewhere', () => {
  const first = choose(nothingChosen, ids(5), true)
  const [two, four] = ids(2, 4) as [SessionId, SessionId]
  expect([...chooseRange(first, shown, [two, four]).ids]).toEqual(ids(5, 2, 3, 4))
  expect([...chooseRange(first, shown, [four, two]).ids]).toEqual(ids(5, 2, 3, 4))
})

test('a range from a row that has left the list is the row alone', () => {
  const [gone, three] = ids(9, 3) as [SessionId, SessionId]
  expect([...chooseRange(nothingChosen, shown, [gone, three]).ids]).toEqual(ids(3))
})

test('an exception to all that match leaves the rows that were seen', () => {
  const all = { covers: 'matching', ids: new Set(shown) } as const
  expect(choose(all, ids(2), false)).toEqual({ covers: 'rows', ids: new Set(ids(1, 3, 4, 5)) })
})

test('rows that are no longer shown stay chosen and are counted; all that match are never unseen', () => {
  const three = choose(nothingChosen, ids(1, 4, 9), true)
  expect(countUnseen(three, shown)).toBe(1)
  expect(countUnseen(three, [])).toBe(3)
  expect(countUnseen({ covers: 'matching', ids: three.ids }, shown)).toBe(0)
})

test('of all that match, rows that are shown later are chosen too', () => {
  const all = { covers: 'matching', ids: new Set(ids(1)) } as const
  expect([...withShown(all, shown).ids]).toEqual(shown)
  const one = choose(nothingChosen, ids(1), true)
  expect([...withShown(one, shown).ids]).toEqual(ids(1))
})
