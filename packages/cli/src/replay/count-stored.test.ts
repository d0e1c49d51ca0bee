import { expect, test } from 'vitest'
import { judge } from './count-stored.ts'

const saw = (...clientIds: string[]) =>
  clientIds.map((clientId, i) => ({ clientId, sessionId: 's', version: i + 2 }))

test('what was stored and seen once, in order, is good; words of others do not count', () => {
  expect(judge(['a', 'b', 'c'], ['a', 'x', 'b', 'c'], saw('a', 'b', 'x', 'c'))).toEqual({
    sent: 3,
    stored: 3,
    seen: 3,
    lost: 0,
    dup: 0,
    orderBreaks: 0,
  })
})

test('a message missing in either place is lost', () => {
  expect(judge(['a', 'b'], ['a'], saw('a', 'b')).lost).toBe(1)
  expect(judge(['a', 'b'], ['a', 'b'], saw('b')).lost).toBe(1)
})

test('a message that is there twice is a dup, wherever it is', () => {
  expect(judge(['a', 'b'], ['a', 'b', 'a'], saw('a', 'b')).dup).toBe(1)
  expect(judge(['a', 'b'], ['a', 'b'], saw('a', 'b', 'b')).dup).toBe(1)
})

test('neighbours the other way round are an order break', () => {
  expect(judge(['a', 'b', 'c'], ['a', 'c', 'b'], saw('a', 'b', 'c')).orderBreaks).toBe(1)
  expect(judge(['a', 'b', 'c'], ['a', 'b', 'c'], saw('c', 'a', 'b')).orderBreaks).toBe(1)
})
