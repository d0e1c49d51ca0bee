import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { asId, instant, type WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { afterCommit, DatabaseUnavailable, inTransaction } from '../db/index.ts'
import { openTestDatabase, type TestDatabase } from '../db/testing/open-test-database.ts'
import {
  enqueue,
  type Job,
  type NewJob,
  RetryLater,
  startSchedules,
  startWorker,
  type Worker,
} from './index.ts'
import { claimJobs } from './jobs-queries.ts'
import { backOffMs, type WorkerOptions } from './worker.ts'

const workspaceId = asId<WorkspaceId>(randomUUIDv7())
const now = () => instant(Date.now())
const quiet = { debug: () => undefined, warn: () => undefined, error: () => undefined }

let database: TestDatabase
let workers: Worker[] = []
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await sql`/* all workspaces: a clean table for each test */ truncate jobs, schedules`.execute(database.db)
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
})

function start(options: Pick<WorkerOptions, 'handlers'> & Partial<WorkerOptions>): Worker {
  const worker = startWorker({ db: database.db, now, log: quiet, waitMs: () => 1, ...options })
  workers.push(worker)
  return worker
}

const aJob = (more: Partial<NewJob> = {}): NewJob => ({
  workspaceId,
  kind: 'note',
  payload: {},
  runAt: now(),
  ...more,
})

const write = (jobs: readonly NewJob[], worker?: Worker) =>
  inTransaction(database.db, async (tx) => {
    await enqueue(tx, jobs)
    afterCommit(tx, () => worker?.wake())
  })

async function waiting(): Promise<{ attempts: number; last_error: string | null; is_dead: boolean }[]> {
  const { rows } = await sql<{ attempts: number; last_error: string | null; is_dead: boolean }>`
    select attempts, last_error, dead_at is not null as is_dead from jobs
     where workspace_id = ${workspaceId} order by position`.execute(database.db)
  return rows
}

test('a job starts within milliseconds of the commit that wrote it, and is gone when done', async () => {
  const took: number[] = []
  let wroteAt = 0
  const worker = start({
    pollMs: 60_000,
    handlers: {
      note: async () => {
        took.push(performance.now() - wroteAt)
      },
    },
  })
  for (let i = 0; i < 20; i += 1) {
    await write([aJob()], worker)
    wroteAt = performance.now()
    await vi.waitFor(() => expect(took).toHaveLength(i + 1), { interval: 1 })
  }
  took.sort((a, b) => a - b)
  expect(took[10]).toBeLessThan(50)
  await vi.waitFor(async () => expect(await waiting()).toEqual([]))
})

test('a job nobody was woken for is found by the poll', async () => {
  const done: Job[] = []
  start({ pollMs: 20, handlers: { note: async (job) => void done.push(job) } })
  await write([aJob({ payload: { sessionId: 'x' } })])
  await vi.waitFor(() => expect(done.map((job) => job.payload)).toEqual([{ sessionId: 'x' }]))
})

test('jobs of one key run one at a time in the order written, also when an earlier one fails first', async () => {
  const log: string[] = []
  let failures = 2
  const worker = start({
    pollMs: 20,
    handlers: {
      note: async ({ payload }) => {
        const { n } = payload as { n: number }
        log.push(`+${n}`)
        await sleep(2)
        log.push(`-${n}`)
        if (n === 1 && failures-- > 0) throw new Error('not yet')
      },
    },
  })
  await write(
    [0, 1, 2, 3].map((n) => aJob({ payload: { n }, serialKey: 'session' })),
    worker,
  )
  await vi.waitFor(() => expect(log.at(-1)).toBe('-3'))
  expect(log).toEqual(['+0', '-0', '+1', '-1', '+1', '-1', '+1', '-1', '+2', '-2', '+3', '-3'])
})

test('a job that fails every time is tried as often as said, then set aside with its error, and blocks nobody', async () => {
  let tries = 0
  const after: number[] = []
  const worker = start({
    pollMs: 10,
    triesMax: 3,
    handlers: {
      fails: async () => {
        tries += 1
        throw new Error('the provider is gone')
      },
      note: async () => void after.push(tries),
    },
  })
  await write(
    [aJob({ kind: 'fails', serialKey: 'a' }), aJob({ serialKey: 'a' }), aJob({ kind: 'unknown' })],
    worker,
  )
  await vi.waitFor(async () => expect((await waiting()).filter((job) => job.is_dead)).toHaveLength(2))
  await vi.waitFor(() => expect(after).toEqual([3]))
  expect(await waiting()).toEqual([
    { attempts: 3, last_error: 'Error: the provider is gone', is_dead: true },
    { attempts: 3, last_error: 'Error: Nothing here handles unknown', is_dead: true },
  ])
})

test('a lane that is full of slow work keeps no job of the other waiting, and each worker takes its own', async () => {
  const gate = Promise.withResolvers<void>()
  const done: string[] = []
  const handlers = {
    slow: async () => gate.promise,
    note: async () => void done.push('note'),
  }
  const outside = start({ lane: 'outside', concurrency: 2, pollMs: 20, handlers })
  await write(
    Array.from({ length: 6 }, () => aJob({ kind: 'slow', lane: 'outside' })),
    outside,
  )
  const inside = start({ concurrency: 1, pollMs: 60_000, handlers })
  await write([aJob()], inside)
  await vi.waitFor(() => expect(done).toEqual(['note']))
  expect(await waiting()).toHaveLength(6)
  gate.resolve()
  await vi.waitFor(async () => expect(await waiting()).toEqual([]))
})

test('a job that asks for a later try gets it at its own time, before the others of its key', async () => {
  const log: string[] = []
  let asked = 0
  const worker = start({
    pollMs: 10,
    waitMs: () => 60_000,
    handlers: {
      note: async ({ payload, attempts }) => {
        const { n } = payload as { n: number }
        if (n === 1 && attempts === 1) {
          asked = Date.now()
          throw new RetryLater(150)
        }
        log.push(`${n} after ${n === 1 && Date.now() - asked >= 150}`)
      },
    },
  })
  await write(
    [1, 2].map((n) => aJob({ payload: { n }, serialKey: 'thread' })),
    worker,
  )
  await vi.waitFor(() => expect(log).toEqual(['1 after true', '2 after false']))
})

test('what a dead worker held runs again when its lease is over, and a job that kills workers is set aside', async () => {
  await write([aJob()])
  const done: number[] = []
  for (let i = 1; i <= 2; i += 1) {
    const [job] = await claimJobs(database.db, {
      lane: 'inside',
      limit: 1,
      now: instant(Date.now() + i * 100_000),
      leaseMs: 10,
    })
    expect(job?.attempts).toBe(i)
  }
  start({
    pollMs: 10,
    triesMax: 2,
    now: () => instant(Date.now() + 300_000),
    handlers: { note: async () => void done.push(1) },
  })
  await vi.waitFor(async () => expect(await waiting()).toMatchObject([{ is_dead: true }]))
  expect(done).toEqual([])
})

test('before a job is set aside whoever counts on it is told, again while the database is away, and in nobody’s way', async () => {
  const told: string[] = []
  const fails = async () => {
    throw new Error('not today')
  }
  start({
    pollMs: 10,
    leaseMs: 60,
    triesMax: 2,
    handlers: { waits: fails, breaks: fails, note: async () => void told.push('note') },
    givingUp: {
      waits: async ({ attempts }) => {
        told.push(`waits ${attempts}, dead: ${(await waiting())[0]?.is_dead}`)
        if (attempts === 2) throw new DatabaseUnavailable('away')
      },
      breaks: async () => {
        told.push('breaks')
        throw new Error('a mistake of ours')
      },
      note: async () => void told.push('never'),
    },
  })
  await write([aJob({ kind: 'waits', serialKey: 'a' })])
  await vi.waitFor(async () => expect(await waiting()).toMatchObject([{ attempts: 3, is_dead: true }]))
  await write([aJob({ kind: 'breaks', serialKey: 'a' }), aJob({ serialKey: 'a' })])
  await vi.waitFor(() => expect(told).toContain('note'))
  expect(told).toEqual(['waits 2, dead: false', 'waits 3, dead: false', 'breaks', 'note'])
})

test('a job that takes longer than its lease stays in the hands it is in', async () => {
  let runs = 0
  const handlers = {
    note: async () => {
      runs += 1
      await sleep(400)
    },
  }
  start({ handlers, leaseMs: 90, pollMs: 10 })
  start({ handlers, leaseMs: 90, pollMs: 10 })
  await write([aJob()])
  await vi.waitFor(async () => {
    expect(runs).toBeGreaterThan(0)
    expect(await waiting()).toEqual([])
  }, 3_000)
  expect(runs).toBe(1)
})

test('stopping waits for the jobs under way and begins no others', async () => {
  const log: string[] = []
  const worker = start({
    concurrency: 1,
    pollMs: 5,
    handlers: {
      note: async () => {
        log.push('begun')
        await sleep(50)
        log.push('done')
      },
    },
  })
  await write([aJob(), aJob()], worker)
  await vi.waitFor(() => expect(log).toEqual(['begun']))
  await worker.stop()
  expect(log).toEqual(['begun', 'done'])
  expect(await waiting()).toHaveLength(1)
})

test('a claim reads only what is due, however much waits for later or was set aside', async () => {
  await sql`
    insert into jobs (workspace_id, job_id, kind, payload, serial_key, run_at, dead_at)
    select ${workspaceId}, gen_random_uuid(), 'note', '{}', 'k' || n,
           now() + case when n % 2 = 0 then interval '1 hour' else interval '-1 hour' end,
           case when n % 2 = 0 then null else now() end
      from generate_series(1, 20000) n`.execute(database.db)
  await write(Array.from({ length: 50 }, (_, n) => aJob({ serialKey: `due${n}` })))
  await sql`vacuum analyze jobs`.execute(database.db)
  const before = database.statements.length
  expect(
    await claimJobs(database.db, { lane: 'inside', limit: 8, now: instant(Date.now() + 1_000), leaseMs: 1 }),
  ).toHaveLength(8)
  const text =
    database.statements.slice(before).find((statement) => statement.includes('for update skip locked')) ?? ''
  const at = `'${new Date(Date.now() + 1_000).toISOString()}'`
  const values = ["'inside'", at, at, '8', `'${randomUUIDv7()}'`, at]
  const explained = text.replace(/\$(\d+)/g, (_, n: string) => values[Number(n) - 1] ?? 'null')
  const { rows } = await sql<{
    'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }]
  }>`
    explain (analyze, buffers, format json) ${sql.raw(explained)}`.execute(database.db)
  const plan = rows[0]?.['QUERY PLAN'][0].Plan
  expect((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0)).toBeLessThan(800)
})

test('two workers carry thousands of jobs, each once; the rate is printed', async () => {
  const count = 3_000
  const runs = new Map<unknown, number>()
  const began = performance.now()
  for (let n = 0; n < count; n += 500) {
    const jobs = Array.from({ length: 500 }, (_, i) =>
      aJob({ payload: { n: n + i }, serialKey: `k${(n + i) % 400}` }),
    )
    await write(jobs)
  }
  const wroteMs = performance.now() - began
  const handlers = {
    note: async ({ payload }: Job) => {
      const { n } = payload as { n: number }
      runs.set(n, (runs.get(n) ?? 0) + 1)
    },
  }
  const open = () => database.open({ poolSize: 4 })
  const workers = [open(), open()].map((db) => start({ db, handlers, concurrency: 32, pollMs: 20 }))
  const startedAt = performance.now()
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), { timeout: 20_000, interval: 20 })
  const workedMs = performance.now() - startedAt
  await Promise.all(workers.map((worker) => worker.stop()))
  expect([...runs.values()].filter((times) => times !== 1)).toEqual([])
  expect(runs.size).toBe(count)
  const rate = (ms: number) => Math.round((count / ms) * 1_000)
  console.info(`jobs: ${rate(wroteMs)}/s written, ${rate(workedMs)}/s done`)
})

test('back-off doubles, has a ceiling, and never makes what failed together try again together', () => {
  const pauses = Array.from({ length: 100 }, () => backOffMs(3))
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(2_000)
  expect(Math.max(...pauses)).toBeLessThanOrEqual(6_000)
  expect(new Set(pauses).size).toBeGreaterThan(50)
  expect(backOffMs(50)).toBeLessThanOrEqual(900_000)
})

test('of several nodes, one runs each turn of recurring work', async () => {
  const turns: number[] = []
  const schedule = { name: 'tidy', cron: '* * * * * *', run: async () => void turns.push(Date.now()) }
  const nodes = [1, 2, 3].map(() => startSchedules({ db: database.db, now, log: quiet }, [schedule]))
  await sleep(2_300)
  await Promise.all(nodes.map((node) => node.stop()))
  expect(turns.length).toBeGreaterThanOrEqual(2)
  expect(turns.length).toBeLessThanOrEqual(3)
})
