import { parentPort } from 'node:worker_threads'
import type { MadeSummary, ToSummarise } from './made-summary.ts'
import { makeSummary } from './make-summary.ts'

/** A batch on its way to the thread, and what it answers: null in the place of a session that could not be told. */
export type ThreadRequest = Readonly<{ id: number; batch: readonly ToSummarise[] }>
export type ThreadAnswer = Readonly<{ id: number; made: readonly (MadeSummary | null)[]; cpuMs: number }>

function tell(one: ToSummarise): MadeSummary | null {
  try {
    return makeSummary(one)
  } catch {
    // Whoever asked records it as one that nothing can be made of, and says so in the log.
    return null
  }
}

parentPort?.on('message', ({ id, batch }: ThreadRequest) => {
  const begun = performance.now()
  const made = batch.map(tell)
  const answer: ThreadAnswer = { id, made, cpuMs: performance.now() - begun }
  parentPort?.postMessage(answer)
})
