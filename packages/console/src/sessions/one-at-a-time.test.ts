import { expect, test } from 'vitest'
import { oneAtATime } from './one-at-a-time.ts'

function aLog() {
  const done: string[] = []
  const failed: unknown[] = []
  const loads = oneAtATime((error) => failed.push(error))
  const load =
    (name: string, gate: Promise<void> = Promise.resolve()) =>
    async () => {
      await gate
      done.push(name)
    }
  return { done, failed, loads, load }
}

test('a jump asked for while a page is loading is done after it, and of several the last', async () => {
  const { done, loads, load } = aLog()
  const gate = Promise.withResolvers<void>()
  const page = loads.offer(load('page', gate.promise))
  await loads.want(load('day'))
  await loads.want(load('newest'))
  expect(done).toEqual([])
  gate.resolve()
  await page
  expect(done).toEqual(['page', 'newest'])
})

test('a further page is let go while something is loading, and comes when it is asked for again', async () => {
  const { done, loads, load } = aLog()
  const gate = Promise.withResolvers<void>()
  const jump = loads.want(load('jump', gate.promise))
  await loads.offer(load('page'))
  gate.resolve()
  await jump
  expect(done).toEqual(['jump'])
  await loads.offer(load('page'))
  expect(done).toEqual(['jump', 'page'])
})

test('what fails is told, and holds up nothing', async () => {
  const { done, failed, loads, load } = aLog()
  const gate = Promise.withResolvers<void>()
  const page = loads.offer(load('page', gate.promise))
  await loads.want(load('jump'))
  gate.reject(new Error('away'))
  await page
  expect(failed).toEqual([new Error('away')])
  expect(done).toEqual(['jump'])
})
