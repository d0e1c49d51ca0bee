import { expect, test } from 'vitest'
import { createStatementNames, oneOff } from './statement-names.ts'

test('a text is named from its third sighting on, always the same', () => {
  const nameOf = createStatementNames()
  expect([nameOf('a'), nameOf('a')]).toEqual([undefined, undefined])
  const name = nameOf('a')
  expect(name).toMatch(/^[0-9a-f]{40}$/)
  expect(nameOf('a')).toBe(name)
  expect(nameOf('b')).toBeUndefined()
})

test('there are never more names than the limit, and the named keep theirs', () => {
  const nameOf = createStatementNames({ sightingsMin: 1, namesMax: 2 })
  const [first, second] = [nameOf('a'), nameOf('b')]
  expect(nameOf('c')).toBeUndefined()
  expect([nameOf('a'), nameOf('b')]).toEqual([first, second])
})

test('texts seen once are forgotten, oldest first, so that endless variety costs no memory', () => {
  const nameOf = createStatementNames({ sightingsMin: 2, unnamedMax: 2 })
  for (const text of ['a', 'b', 'c']) nameOf(text)
  expect(nameOf('a')).toBeUndefined()
  expect(nameOf('c')).toBeDefined()
})

test('a text made for one question is never named, however often it comes', () => {
  const nameOf = createStatementNames({ sightingsMin: 1 })
  expect([1, 2, 3].map(() => nameOf(`${oneOff} select 1`))).toEqual([undefined, undefined, undefined])
})
