import { randomUUIDv7 } from 'node:crypto'
import { asId, type Instant, instant, type WorkspaceId } from '@rapport/domain'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type DbOrTx, inTransaction, isUniqueViolation, type Tx } from '../db/index.ts'
import { openTestDatabase, type TestDatabase } from '../db/testing/open-test-database.ts'
import { claimJobs, deleteJobs, enqueue, extendLeases, giveBackJob, type Job } from './jobs-queries.ts'

const leaseMs = 1_000
const triesMax = 3
const retryMs = 400

/** What the queue should be, said as plainly as possible. */
type ModelJob = {
  n: number
  workspaceId: WorkspaceId
  serialKey: string | undefined
  uniqueKey: string | undefined
  runAt: number
  attempts: number
  lease: { token: string; until: number } | undefined
  isDead: boolean
}

type Step =
  | Readonly<{
      do: 'enqueue'
      workspace: number
      serial: number
      unique: number
      delayMs: number
      rolledBack: boolean
    }>
  | Readonly<{ do: 'claim'; limit: number }>
  | Readonly<{ do: 'finish' | 'fail' | 'extend' | 'forget'; held: number }>
  | Readonly<{ do: 'pass'; ms: number }>

const nat = (max: number) => fc.integer({ min: 0, max })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('enqueue' as const),
      workspace: nat(1),
      serial: nat(3),
      unique: nat(4),
      delayMs: fc.constantFrom(0, 0, 300),
      rolledBack: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('claim' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('finish', 'fail', 'fail', 'extend', 'forget'), held: nat(5) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 200, 500, 1_100) }),
  },
)

const workspaces = [asId<WorkspaceId>(randomUUIDv7()), asId<WorkspaceId>(randomUUIDv7())] as const
let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`/* all workspaces: a clean table for each test */ truncate jobs`.execute(database.db)
})

/** Runs the steps on the queue and on the model; every answer of the queue must be one the model allows. */
class Run {
  readonly #model: ModelJob[] = []
  readonly #held: { job: Job; n: number }[] = []
  readonly finished: number[] = []
  #now = 1_800_000_000_000
  #count = 0

  get now(): Instant {
    return instant(this.#now)
  }

  async take(s: Step): Promise<void> {
    if (s.do === 'enqueue') await this.#enqueue(s)
    else if (s.do === 'claim') await this.#claim(s.limit)
    else if (s.do === 'pass') this.#now += s.ms
    else await this.#end(s.do, s.held)
    await this.#compare()
  }

  /** Works until nothing is left, as workers that no longer fail would; says how many were dead before. */
  async drain(): Promise<void> {
    for (let round = 0; round < 500 && this.#model.some((j) => !j.isDead); round += 1) {
      await this.#claim(10)
      while (this.#held.length > 0) await this.#end('finish', 0)
      this.#now += retryMs
    }
    await this.#compare()
    expect(this.#model.filter((j) => !j.isDead)).toEqual([])
  }

  async #enqueue(s: Extract<Step, { do: 'enqueue' }>): Promise<void> {
    const workspaceId = workspaces[s.workspace] ?? workspaces[0]
    const n = this.#count++
    const keys = {
      ...(s.serial > 0 ? { serialKey: `s${s.serial}` } : {}),
      ...(s.unique > 2 ? { uniqueKey: `u${s.unique}` } : {}),
    }
    const runAt = instant(this.#now + s.delayMs)
    const written = inTransaction(database.db, async (tx) => {
      await enqueue(tx, [{ workspaceId, kind: 'count', payload: { n }, ...keys, runAt }])
      if (s.rolledBack) throw new Error('undone')
    })
    if (s.rolledBack) return await expect(written).rejects.toThrow('undone')
    await written
    if (this.#waits(workspaceId, keys.uniqueKey)) return
    const { serialKey, uniqueKey } = { serialKey: undefined, uniqueKey: undefined, ...keys }
    const fresh = { attempts: 0, lease: undefined, isDead: false }
    this.#model.push({ n, workspaceId, serialKey, uniqueKey, runAt, ...fresh })
  }

  #waits(workspaceId: WorkspaceId, uniqueKey: string | undefined): boolean {
    if (uniqueKey === undefined) return false
    return this.#model.some(
      (j) => j.workspaceId === workspaceId && j.uniqueKey === uniqueKey && !j.lease && !j.isDead,
    )
  }

  #mayRun(job: ModelJob): boolean {
    if (job.isDead || job.runAt > this.#now || (job.lease && job.lease.until > this.#now)) return false
    if (job.serialKey === undefined) return true
    const others = this.#model.filter(
      (o) => o !== job && !o.isDead && o.workspaceId === job.workspaceId && o.serialKey === job.serialKey,
    )
    return !others.some((o) => o.lease || (o.n < job.n && !job.lease))
  }

  async #claim(limit: number): Promise<void> {
    const expected = this.#model
      .filter((j) => this.#mayRun(j))
      .sort((a, b) => a.runAt - b.runAt || a.n - b.n)
      .slice(0, limit)
    const jobs = await claimJobs(database.db, { lane: 'inside', limit, now: this.now, leaseMs })
    const numbers = jobs.map((job) => (job.payload as { n: number }).n)
    expect([...numbers].sort((a, b) => a - b)).toEqual(expected.map((j) => j.n).sort((a, b) => a - b))
    for (const job of jobs) {
      const n = (job.payload as { n: number }).n
      const model = this.#model.find((j) => j.n === n)
      if (!model) throw new Error(`Job ${n} was claimed and does not exist`)
      model.attempts += 1
      expect(job.attempts).toBe(model.attempts)
      model.lease = { token: job.leaseId, until: this.#now + leaseMs }
      this.#held.push({ job, n })
    }
  }

  async #end(how: 'finish' | 'fail' | 'extend' | 'forget', index: number): Promise<void> {
    const at = index % Math.max(1, this.#held.length)
    const held = this.#held[at]
    if (!held) return
    const model = this.#model.find((j) => j.n === held.n && j.lease?.token === held.job.leaseId)
    if (how === 'extend') {
      await extendLeases(database.db, [held.job], instant(this.#now + leaseMs))
      if (model?.lease) model.lease.until = this.#now + leaseMs
      return
    }
    this.#held.splice(at, 1)
    if (how === 'finish') {
      await deleteJobs(database.db, [held.job])
      if (model) this.#remove(model)
    }
    if (how === 'fail') await this.#fail(held.job, model)
  }

  async #fail(job: Job, model: ModelJob | undefined): Promise<void> {
    const isDead = job.attempts >= triesMax
    await giveBackJob(database.db, job, { at: instant(this.#now + retryMs), isDead, error: 'no' })
    if (!model) return
    if (!isDead && this.#waits(model.workspaceId, model.uniqueKey)) return this.#remove(model)
    model.lease = undefined
    model.isDead = isDead
    if (!isDead) model.runAt = this.#now + retryMs
  }

  #remove(job: ModelJob): void {
    this.finished.push(job.n)
    this.#model.splice(this.#model.indexOf(job), 1)
  }

  async #compare(): Promise<void> {
    const { rows } = await sql<{ n: number; attempts: number; lease: string | null; isDead: boolean }>`
      select (payload ->> 'n')::int as n, attempts, lease_id as lease, dead_at is not null as "isDead"
        from jobs where workspace_id = any(${workspaces}::uuid[]) order by 1`.execute(database.db)
    expect(rows).toEqual(
      this.#model.map(({ n, attempts, lease, isDead }) => ({
        n,
        attempts,
        lease: lease?.token ?? null,
        isDead,
      })),
    )
  }
}

test('whatever workers do and however they die, the queue is exactly what its rules say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async (steps) => {
      await sql`/* all workspaces: a clean table for each test */ truncate jobs`.execute(database.db)
      const run = new Run()
      for (const s of steps) await run.take(s)
      await run.drain()
      expect(new Set(run.finished).size).toBe(run.finished.length)
    }),
    { numRuns: Number(process.env['RAPPORT_PROPERTY_RUNS'] ?? 100) },
  )
})

test('of workers claiming at the same moment, no two hold jobs of one serial key', async () => {
  const workspaceId = workspaces[0]
  const now = instant(1_800_000_000_000)
  const jobs = Array.from({ length: 120 }, (_, n) => ({
    workspaceId,
    kind: 'count',
    payload: { n, key: n % 6 },
    serialKey: `k${n % 6}`,
    runAt: now,
  }))
  // Written by transactions that overlap, so that a claim may see a later job before an earlier one.
  const half = jobs.length / 2
  const writing = Promise.all(
    jobs.slice(half).map((job) => inTransaction(database.db, (tx) => enqueue(tx, [job]))),
  )
  await inTransaction(database.db, (tx) => enqueue(tx, jobs.slice(0, half)))

  const busy = new Set<number>()
  const done: number[] = []
  async function worker(): Promise<void> {
    while (done.length < jobs.length) {
      const claimed = await claimJobs(database.db, { lane: 'inside', limit: 4, now, leaseMs: 60_000 }).catch(
        (error: unknown) => {
          if (isUniqueViolation(error, 'jobs_serial_running')) return []
          throw error
        },
      )
      for (const job of claimed) {
        const { key } = job.payload as { key: number }
        expect(busy.has(key)).toBe(false)
        busy.add(key)
      }
      for (const job of claimed) {
        const { n, key } = job.payload as { n: number; key: number }
        done.push(n)
        busy.delete(key)
        await deleteJobs(database.db, [job])
      }
    }
  }
  await Promise.all([worker(), worker(), worker(), worker(), writing])
  expect(done.sort((a, b) => a - b)).toEqual(jobs.map((_, n) => n))
})

test('a job whose transaction commits late does not run beside a later one of its key, even if claimed at the same moment', async () => {
  const now = instant(1_800_000_000_000)
  const aJob = (n: number) => ({
    workspaceId: workspaces[0],
    kind: 'count',
    payload: { n },
    serialKey: 'k',
    runAt: now,
  })
  const claim = (from: DbOrTx = database.db) => claimJobs(from, { lane: 'inside', limit: 9, now, leaseMs })
  const late = await aTransaction((tx) => enqueue(tx, [aJob(1)]))
  await inTransaction(database.db, (tx) => enqueue(tx, [aJob(2)]))

  const first = await aTransaction((tx) => claim(tx))
  expect(first.result.map((job) => job.payload)).toEqual([{ n: 2 }])
  await late.commit()
  const second = expect(claim()).rejects.toSatisfy((error) => isUniqueViolation(error, 'jobs_serial_running'))
  await vi.waitFor(async () => expect(await countBlocked()).toBe(1), { interval: 5 })
  await first.commit()
  await second

  expect(await claim()).toEqual([])
  await deleteJobs(database.db, first.result)
  expect((await claim()).map((job) => job.payload)).toEqual([{ n: 1 }])
})

/** Statements of this database that wait for another transaction to end. */
async function countBlocked(): Promise<number | undefined> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    database.db,
  )
  return rows[0]?.n
}

/** A transaction that has done its work and waits to be told to commit. */
async function aTransaction<T>(fn: (tx: Tx) => Promise<T>): Promise<{ result: T; commit(): Promise<void> }> {
  const done = Promise.withResolvers<T>()
  const release = Promise.withResolvers<void>()
  const committed = inTransaction(database.db, async (tx) => {
    done.resolve(await fn(tx))
    await release.promise
  })
  return {
    result: await done.promise,
    commit: () => {
      release.resolve()
      return committed
    },
  }
}
