import { Worker } from 'node:worker_threads'
import type { MadeSummary, ToSummarise } from './made-summary.ts'
import type { ThreadAnswer, ThreadRequest } from './summary-thread.ts'

/** Tells sessions; null for one that cannot be told. */
export type AskThread = (batch: readonly ToSummarise[]) => Promise<readonly (MadeSummary | null)[]>

/** How long a batch may take, and how much memory. An idle thread is let go: a server has better uses for its memory. */
export type ThreadLimits = Readonly<{ answerMsMax: number; heapMbMax: number; idleMs: number }>

const usualLimits: ThreadLimits = { answerMsMax: 20_000, heapMbMax: 192, idleMs: 5_000 }
/** What a session leaves behind while it is told is soon gone: left alone, V8 would keep sixty megabytes for it. */
const youngMbMax = 8

type Waiting = Readonly<{ resolve(answer: ThreadAnswer): void; reject(error: Error): void }>
type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting>; isOver: boolean }

class ThreadEnded extends Error {}

/**
 * Makes a way to tell sessions in a thread of its own, which starts with the first and keeps no process alive. A thread
 * that dies, or is not heard of for too long, is replaced, and the sessions that were with it are told one by one, so that
 * the one at fault stands alone and keeps up no other.
 */
export function createAskThread(limits: ThreadLimits = usualLimits): AskThread {
  let thread: Thread | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let last = 0

  async function askAll(batch: readonly ToSummarise[]): Promise<readonly (MadeSummary | null)[]> {
    try {
      return (await ask(batch)).made
    } catch (error) {
      if (!(error instanceof ThreadEnded)) throw error
      if (batch.length === 1) return [null]
      const made: (MadeSummary | null)[] = []
      for (const one of batch) made.push(...(await askAll([one])))
      return made
    }
  }

  function ask(batch: readonly ToSummarise[]): Promise<ThreadAnswer> {
    if (thread === undefined || thread.isOver) thread = startThread(limits)
    const { worker, waiting } = thread
    last += 1
    const id = last
    clearTimeout(idle)
    return new Promise<ThreadAnswer>((resolve, reject) => {
      const late = setTimeout(() => void worker.terminate(), limits.answerMsMax)
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

  function rest(worker: Worker): void {
    worker.unref()
    clearTimeout(idle)
    idle = setTimeout(() => {
      if (thread?.worker === worker) thread = undefined
      void worker.terminate()
    }, limits.idleMs)
    idle.unref()
  }

  return askAll
}

function startThread({ heapMbMax }: ThreadLimits): Thread {
  const worker = new Worker(new URL('./summary-thread.ts', import.meta.url), {
    name: 'summaries',
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax, maxYoungGenerationSizeMb: youngMbMax },
  })
  const thread: Thread = { worker, waiting: new Map(), isOver: false }
  const end = (cause?: unknown) => {
    thread.isOver = true
    for (const { reject } of [...thread.waiting.values()])
      reject(new ThreadEnded('The thread of summaries ended', { cause }))
  }
  worker.on('message', (answer: ThreadAnswer) => thread.waiting.get(answer.id)?.resolve(answer))
  worker.on('error', end)
  worker.on('exit', () => end())
  return thread
}

/** The thread of this process. Reckoning knows no installation, so one serves whoever asks. */
export const askThread: AskThread = createAskThread()
