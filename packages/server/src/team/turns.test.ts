import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('work that shares a key runs one at a time in the order asked for, also after a failure; other work does not wait', async () => {
  const { inTurn } = createTurns()
  const told: string[] = []
  const work = (name: string) => async () => {
    told.push(`${name} begins`)
    await setImmediate()
    told.push(`${name} ends`)
    if (name === 'one') throw new Error('one fails')
  }
  const all = [
    inTurn(['a', 'b'], work('one')),
    inTurn(['b', 'c'], work('two')),
    inTurn(['c', 'a'], work('three')),
    inTurn(['d'], work('other')),
  ]
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
  expect(told.filter((line) => !line.startsWith('other'))).toEqual([
    'one begins',
    'one ends',
    'two begins',
    'two ends',
    'three begins',
    'three ends',
  ])
  expect(told.indexOf('other begins')).toBeLessThan(told.indexOf('one ends'))
})
