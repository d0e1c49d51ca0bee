import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { changedIds, type Steadying, steadyRows, versionsOf } from './steady-rows.ts'
import { aSessionRow, idOf } from './testing/a-session-row.ts'

const numbers = (rows: readonly SessionRow[]) => rows.map(({ session }) => session.number)
const ids = (...n: number[]) => n.map((one) => idOf<SessionId>(one))
const isUnassigned = ({ session }: SessionRow) => session.state === 'unassigned'
const taken = (n: number) => aSessionRow(n, { state: 'assigned', agentId: idOf(500), version: 2 })

const steady = (change: Partial<Steadying>) =>
  numbers(
    steadyRows({ before: [], rows: [], isListed: isUnassigned, isHeld: false, keptId: null, ...change }),
  )

test('a row that leaves the list goes when nobody points at the rows', () => {
  expect(steady({ before: ids(3, 2, 1), rows: [aSessionRow(3), taken(2), aSessionRow(1)] })).toEqual([3, 1])
})

test('under the pointer no row moves: one that leaves the list stays until the pointer goes', () => {
  const rows = [aSessionRow(3), taken(2), aSessionRow(1)]
  expect(steady({ before: ids(3, 2, 1), rows, isHeld: true })).toEqual([3, 2, 1])
  expect(steady({ before: ids(3, 2, 1), rows, isHeld: false })).toEqual([3, 1])
})

test('under the pointer a row that comes back waits, and a further page is added below', () => {
  const rows = [aSessionRow(4), aSessionRow(3), aSessionRow(2), aSessionRow(1)]
  expect(steady({ before: ids(4, 2), rows, isHeld: true })).toEqual([4, 2, 1])
  expect(steady({ before: ids(4, 2), rows })).toEqual([4, 3, 2, 1])
})

test('the row that is open stays while it is open, whatever becomes of it', () => {
  const rows = [taken(3), taken(2), aSessionRow(1)]
  expect(steady({ before: ids(3, 2, 1), rows, keptId: idOf(2) })).toEqual([2, 1])
  expect(steady({ before: ids(1), rows, keptId: idOf(2) })).toEqual([1])
})

test('an empty list takes its first rows although the pointer is there', () => {
  expect(steady({ rows: [aSessionRow(2), aSessionRow(1)], isHeld: true })).toEqual([2, 1])
})

test('a row flashes when it says something new, and not when it is first shown', () => {
  const before = versionsOf([aSessionRow(2), aSessionRow(1)])
  expect(changedIds(before, [aSessionRow(3), taken(2), aSessionRow(1)])).toEqual(ids(2))
})

test('a row that moves in the order keeps its place under the pointer, and takes the new one after', () => {
  const before = ids(1, 2, 3)
  const rows = [aSessionRow(3), aSessionRow(1), aSessionRow(2), aSessionRow(4)]
  const given = { before, rows, isListed: () => true, keptId: null }
  const shown = (isHeld: boolean) => steadyRows({ ...given, isHeld }).map(({ session }) => session.id)
  expect(shown(true)).toEqual(ids(1, 2, 3, 4))
  expect(shown(false)).toEqual(ids(3, 1, 2, 4))
})
