import { type Instant, instant } from '@rapport/domain'
import { DatabaseUnavailable, type Db, isUniqueViolation } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import { claimJobs, deleteJobs, extendLeases, giveBackJob, type Job, type Lane } from './jobs-queries.ts'

/** What does the work of a kind. It may run again after it has succeeded; throwing asks for another try. */
export type JobHandler = (job: Job) => Promise<void>

/** Thrown by a handler that knows when another try is worth it: after `waitMs`, as often as its own rules allow. */
export class RetryLater extends Error {
  readonly waitMs: number

  constructor(waitMs: number, options?: ErrorOptions) {
    super(`To be tried again in ${waitMs} ms`, options)
    this.name = 'RetryLater'
    this.waitMs = waitMs
  }
}

/** What a worker needs. Times in milliseconds. */
export type WorkerOptions = Readonly<{
  db: Db
  handlers: Readonly<Record<string, JobHandler>>
  /** What is done, by kind, before a job is set aside, for whoever counts on it; again if it is cut short. */
  givingUp?: Readonly<Record<string, JobHandler>>
  /** Whose jobs it takes; `inside` by default. A server has one worker for each. */
  lane?: Lane
  /** Jobs at a time; 8 by default, which leaves half of the pool to requests. */
  concurrency?: number
  now(): Instant
  log: Pick<Log, 'debug' | 'warn' | 'error'>
  /** How long a job stays taken when its worker falls silent; a living worker extends it. */
  leaseMs?: number
  pollMs?: number
  /** How often a job is tried before it is set aside. */
  triesMax?: number
  /** How long to wait after the nth failure. */
  waitMs?(attempt: number): number
}>

/** `wake` after the commit that wrote a job starts it within milliseconds; `stop` waits for the jobs under way. */
export type Worker = Readonly<{ wake(): void; stop(): Promise<void> }>

const errorCharactersMax = 1_000

/** From a second to ten minutes, doubling, spread by half either way so that what failed together is not tried together. */
export const backOffMs = (attempt: number): number =>
  Math.min(600_000, 1_000 * 2 ** (attempt - 1)) * (0.5 + Math.random())

/**
 * Works through the queue until stopped. Woken by `wake` for speed and by a poll for truth: jobs of other nodes,
 * retries and what a crash left behind are found by looking. A database that is away is a pause, not an end.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { db, now, log, lane = 'inside', concurrency = 8, leaseMs = 30_000, pollMs = 250 } = options
  const running = new Map<Job, Promise<void>>()
  const work = createWork(options)
  let isClaiming = false
  let isWanted = false
  let isStopped = false
  let claiming = Promise.resolve()

  function wake(): void {
    isWanted = true
    if (!isClaiming) claiming = claimWhileWanted()
  }

  async function claimWhileWanted(): Promise<void> {
    isClaiming = true
    while (isWanted && !isStopped && running.size < concurrency) {
      isWanted = false
      await claim(concurrency - running.size)
    }
    // In the same breath as the last look at `isWanted`: a wake in between would otherwise go unheard.
    isClaiming = false
  }

  async function claim(limit: number): Promise<void> {
    try {
      const jobs = await claimJobs(db, { lane, limit, now: now(), leaseMs })
      for (const job of jobs) start(job)
    } catch (error) {
      // Another worker took a job of the same serial key at this moment: look again at once.
      if (isUniqueViolation(error, 'jobs_serial_running')) isWanted = true
      else log.warn({ error: String(error) }, 'Jobs could not be claimed')
    }
  }

  function start(job: Job): void {
    const done = work(job)
      .catch((error: unknown) => {
        log.warn(
          { ...factsOf(job), error: String(error) },
          'The end of a job could not be recorded; it runs again',
        )
      })
      .finally(() => {
        running.delete(job)
        wake()
      })
    running.set(job, done)
  }

  const poll = setInterval(wake, pollMs)
  const heartbeat = setInterval(() => {
    if (running.size === 0) return
    extendLeases(db, [...running.keys()], instant(now() + leaseMs)).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'The leases of running jobs could not be extended')
    })
  }, leaseMs / 3)
  wake()

  return {
    wake,
    async stop() {
      isStopped = true
      clearInterval(poll)
      await claiming
      await Promise.all(running.values())
      clearInterval(heartbeat)
    },
  }
}

/** One try of one job, to its recorded end: gone, given back, or set aside. */
function createWork(options: WorkerOptions): (job: Job) => Promise<void> {
  const { db, now, log, handlers, givingUp = {}, triesMax = 10, waitMs = backOffMs } = options
  const finish = createFinisher((jobs) => deleteJobs(db, jobs))

  async function handle(job: Job): Promise<void> {
    // Over the limit before it began: each time its worker died before it could say that the job had failed.
    if (job.attempts > triesMax) throw new Error('The server stopped during every try')
    const handler = handlerOf(handlers, job)
    if (!handler) throw new Error(`Nothing here handles ${job.kind}`)
    await handler(job)
  }

  /** While the database is away the job is not over. A fault in giving up, though, must not keep it in others' way. */
  async function giveUp(job: Job): Promise<void> {
    try {
      await handlerOf(givingUp, job)?.(job)
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error
      log.error({ ...factsOf(job), err: error }, 'Nobody could be told that a job was given up')
    }
  }

  async function fail(job: Job, error: unknown): Promise<void> {
    const isPlanned = error instanceof RetryLater
    const isDead = job.attempts >= triesMax
    const pauseMs = isDead ? 0 : isPlanned ? error.waitMs : waitMs(job.attempts)
    if (isPlanned && !isDead) log.debug({ ...factsOf(job), pauseMs }, 'A job asked to be tried later')
    else if (isDead) log.error({ ...factsOf(job), err: error }, 'A job failed for good and was set aside')
    else log.warn({ ...factsOf(job), err: error, pauseMs }, 'A job failed and will be tried again')
    const words = String(error).slice(0, errorCharactersMax)
    if (isDead) await giveUp(job)
    await giveBackJob(db, job, { at: instant(now() + pauseMs), isDead, error: words })
  }

  return async (job) => {
    try {
      await handle(job)
    } catch (error) {
      return await fail(job, error)
    }
    await finish(job)
  }
}

const handlerOf = (handlers: WorkerOptions['handlers'], { kind }: Job): JobHandler | undefined =>
  Object.hasOwn(handlers, kind) ? handlers[kind] : undefined

const factsOf = ({ jobId, kind, workspaceId, attempts }: Job) => ({ jobId, kind, workspaceId, attempts })

/** Jobs that end while earlier ones are being removed go together in the next statement, which saves round trips. */
function createFinisher(remove: (jobs: readonly Job[]) => Promise<void>): (job: Job) => Promise<void> {
  let next: { jobs: Job[]; removed: Promise<void> } | undefined
  let last: Promise<void> = Promise.resolve()

  return async (job) => {
    if (!next) {
      const batch: Job[] = []
      const removed = last.then(async () => {
        next = undefined
        await remove(batch)
      })
      next = { jobs: batch, removed }
      last = removed.catch(() => undefined) // told to each job of the batch
    }
    next.jobs.push(job)
    await next.removed
  }
}
