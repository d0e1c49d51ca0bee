import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createOutbox } from './bus-outbox.ts'

function collecting(everyMs: number, waitingMax = 100) {
  const sent: { at: number; texts: readonly string[] }[] = []
  const outbox = createOutbox({
    everyMs,
    waitingMax,
    send: async (texts) => {
      sent.push({ at: performance.now(), texts })
    },
  })
  return { outbox, sent }
}

test('the first goes at once, and what follows goes together, each text once, no sooner than the pause allows', async () => {
  const { outbox, sent } = collecting(30)
  outbox.put('a')
  expect(sent.map(({ texts }) => texts)).toEqual([['a']])
  for (const text of ['b', 'c', 'b', 'a']) outbox.put(text)
  await outbox.close()
  expect(sent.map(({ texts }) => texts)).toEqual([['a'], ['b', 'c', 'a']])
  expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBeGreaterThan(28)
})

test('after a silence the next goes at once again', async () => {
  const { outbox, sent } = collecting(10)
  outbox.put('a')
  await sleep(40)
  outbox.put('b')
  expect(sent).toHaveLength(2)
  await outbox.close()
})

test('what cannot go does not pile up: the oldest are dropped', async () => {
  const blocked = Promise.withResolvers<void>()
  const sent: string[] = []
  const outbox = createOutbox({
    everyMs: 1,
    waitingMax: 3,
    send: async (texts) => {
      sent.push(...texts)
      await blocked.promise
    },
  })
  for (const text of ['first', '1', '2', '3', '4', '5']) outbox.put(text)
  blocked.resolve()
  await outbox.close()
  expect(sent).toEqual(['first', '3', '4', '5'])
})
