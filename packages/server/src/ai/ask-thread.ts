import { Worker } from 'node:worker_threads'
import type { MadeSummary, ToSummarise } from './make-summary.ts'
import type { ThreadAnswer, ThreadRequest } from './summary-thread.ts'

type Waiting = Readonly<{ resolve(answer: ThreadAnswer): void; reject(error: Error): void }>
type Thread = Readonly<{ worker: Worker; waiting: Map<number, Waiting> }>

/** A thread is let go after this long without work: its memory is a server's that has better uses for it. */
const idleMs = 30_000
const answerMsMax = 20_000
const heapMbMax = 192

// Reckoning knows no installation: one thread serves whoever asks in this process.
let thread: Thread | undefined
let idle: ReturnType<typeof setTimeout> | undefined
let last = 0

/**
 * Tells sessions in a thread of its own; null for one that cannot be told. A thread that dies, or is not heard of for
 * twenty seconds, is replaced, and the sessions that were with it are told one by one, so that the one at fault stands
 * alone and keeps up no other.
 */
export async function askThread(batch: readonly ToSummarise[]): Promise<readonly (MadeSummary | null)[]> {
  try {
    return (await ask(batch)).made
  } catch (error) {
    if (!(error instanceof ThreadEnded)) throw error
    if (batch.length === 1) return [null]
    const made: (MadeSummary | null)[] = []
    for (const one of batch) made.push(...(await askThread([one])))
    return made
  }
}

class ThreadEnded extends Error {}

function ask(batch: readonly ToSummarise[]): Promise<ThreadAnswer> {
  thread ??= startThread()
  last += 1
  const { worker, waiting } = thread
  const id = last
  clearTimeout(idle)
  return new Promise<ThreadAnswer>((resolve, reject) => {
    const late = setTimeout(() => void worker.terminate(), answerMsMax)
    const settle = () => {
      clearTimeout(late)
      waiting.delete(id)
      if (waiting.size === 0) rest(worker)
    }
    waiting.set(id, {
      resolve(answer) {
        settle()
        resolve(answer)
      },
      reject(error) {
        settle()
        reject(error)
      },
    })
    worker.ref()
    worker.postMessage({ id, batch } satisfies ThreadRequest)
  })
}

/** Nothing to do keeps no process alive, and after a while no thread either. */
function rest(worker: Worker): void {
  worker.unref()
  clearTimeout(idle)
  idle = setTimeout(() => {
    if (thread?.worker === worker) thread = undefined
    void worker.terminate()
  }, idleMs)
  idle.unref()
}

function startThread(): Thread {
  const worker = new Worker(new URL('./summary-thread.ts', import.meta.url), {
    name: 'summaries',
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax },
  })
  const waiting = new Map<number, Waiting>()
  const started: Thread = { worker, waiting }
  worker.on('message', (answer: ThreadAnswer) => waiting.get(answer.id)?.resolve(answer))
  const end = (cause?: unknown) => {
    if (thread === started) thread = undefined
    for (const { reject } of [...waiting.values()])
      reject(new ThreadEnded('The thread of summaries ended', { cause }))
  }
  worker.on('error', end)
  worker.on('exit', () => end())
  return started
}
