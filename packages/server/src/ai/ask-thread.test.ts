import type { Worker } from 'node:worker_threads'
import { expect, test, vi } from 'vitest'
import { askThread, createAskThread } from './ask-thread.ts'
import type { ToSummarise } from './made-summary.ts'
import { makeSummary } from './make-summary.ts'

const aSession = (text: string): ToSummarise => ({
  turns: [{ from: 'contact', text }],
  languageHint: null,
  tags: [],
})

test('the thread tells each of a batch, in its order, as it would be told here', async () => {
  const batch = ['My order is late.', '我要退款', ''].map(aSession)
  expect(await askThread(batch)).toEqual(batch.map(makeSummary))
})

test('one that cannot be told is null, and the others of its batch are told', async () => {
  const broken = { turns: [{ from: 'contact' }], languageHint: null, tags: [] } as unknown as ToSummarise
  const [one, two, three] = await askThread([aSession('My order is late.'), broken, aSession('It is lost.')])
  expect([one?.text, two, three?.text]).toEqual(['My order is late.', null, 'It is lost.'])
})

test('a thread that dies is replaced, and only what it died of is not told', async () => {
  const turns = Array.from({ length: 4e5 }, () => ({ from: 'contact', text: 'a' }) as const)
  const ask = createAskThread({ answerMsMax: 10_000, heapMbMax: 24, idleMs: 1_000 })
  const [one, two] = await ask([aSession('My order is late.'), { ...aSession(''), turns }])
  expect([one?.text, two]).toEqual(['My order is late.', null])
  expect((await ask([aSession('It is lost.')]))[0]?.text).toBe('It is lost.')
}, 60_000)

test('a thread with nothing to tell ends by itself, and another comes for what is to be told then', async () => {
  const running = new Set<Worker>()
  const follow = (worker: Worker) => {
    running.add(worker)
    worker.once('exit', () => running.delete(worker))
  }
  process.on('worker', follow)
  try {
    const ask = createAskThread({ answerMsMax: 10_000, heapMbMax: 192, idleMs: 300 })
    for (const text of ['My order is late.', 'It is lost.']) {
      const made = await Promise.all([ask([aSession(text)]), ask([aSession(text)])])
      expect(made.flat().map((one) => one?.text)).toEqual([text, text])
      expect(running.size).toBe(1)
      await vi.waitFor(() => expect(running.size).toBe(0), { timeout: 10_000 })
    }
  } finally {
    process.off('worker', follow)
  }
}, 30_000)
