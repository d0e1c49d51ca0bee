import { randomUUIDv7 } from 'node:crypto'
import type { Instant, WorkspaceId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import { type Db, type DbOrTx, isUniqueViolation, type Tx } from '../db/index.ts'

/**
 * Where a job waits: `outside` for what calls the world outside, which may be slow; `exports` for files of sessions, which
 * may take an hour; everything else is `inside`.
 */
export type Lane = 'inside' | 'outside' | 'exports'

/** Work to be done after the transaction that asks for it has committed; never lost, done at least once. */
export type NewJob = Readonly<{
  workspaceId: WorkspaceId
  kind: string
  /** What the handler needs to find its facts: ids, not anybody's words. Becomes JSON. */
  payload: Readonly<Record<string, unknown>>
  /** Jobs of one key run one at a time, in the order written; whoever writes them must take turns (a row lock). */
  serialKey?: string
  /** At most one job of a key waits: another is dropped while one does. */
  uniqueKey?: string
  /** `inside` when left out. */
  lane?: Lane
  /** Not before. Required, so that nothing here reads a clock. */
  runAt: Instant
}>

/** A job in the hands of a worker. `attempts` counts this one. */
export type Job = Readonly<{
  workspaceId: WorkspaceId
  jobId: string
  kind: string
  payload: unknown
  attempts: number
  leaseId: string
}>

/**
 * The statement that writes jobs, not yet executed, for a CTE of a larger one: `with queued as (${insertJobs(jobs)})`.
 * Its text and its single parameter stay the same for none, one or many jobs, so it can be prepared once. `onlyIf` is a
 * condition of the larger statement, without which no job is written.
 */
export function insertJobs(jobs: readonly NewJob[], onlyIf = sql<boolean>`true`): RawBuilder<unknown> {
  const rows = jobs.map((job) => ({
    workspace_id: job.workspaceId,
    job_id: randomUUIDv7(),
    kind: job.kind,
    payload: job.payload,
    serial_key: job.serialKey ?? null,
    unique_key: job.uniqueKey ?? null,
    lane: job.lane ?? 'inside',
    run_at: new Date(job.runAt).toISOString(),
  }))
  return sql`
    insert into jobs (workspace_id, job_id, kind, payload, serial_key, unique_key, lane, run_at)
    select new.workspace_id, new.job_id, new.kind, new.payload, new.serial_key, new.unique_key, new.lane, new.run_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (workspace_id uuid, job_id uuid, kind text,
           payload jsonb, serial_key text, unique_key text, lane text, run_at timestamptz)
     where ${onlyIf}
    on conflict (workspace_id, unique_key) where unique_key is not null and lease_id is null and dead_at is null
    do nothing`
}

/** Writes jobs in the caller's transaction: they exist exactly if what caused them does. Wake the worker afterwards. */
export async function enqueue(tx: Tx, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length > 0) await insertJobs(jobs).execute(tx)
}

type Claim = Readonly<{ lane: Lane; limit: number; now: Instant; leaseMs: number }>

/**
 * Takes due jobs of a lane for a worker, oldest first, of whatever workspace. Reads `jobs_due` as far as it needs and asks
 * `jobs_serial_running` and `jobs_serial` about each; rows other workers are just taking are passed over. Of two
 * claims that take jobs of one key at the same moment, one fails on `jobs_serial_running` and is to be repeated.
 * A job whose lease has run out is taken again, and goes before its key's others: it may be half done.
 */
export async function claimJobs(db: DbOrTx, { lane, limit, now, leaseMs }: Claim): Promise<Job[]> {
  const leaseId = randomUUIDv7()
  const at = new Date(now)
  const { rows } = await sql<Omit<Job, 'leaseId'>>`
    /* all workspaces: one queue for them all, or each worker would have to ask every workspace in turn */
    with due as (
      select j.workspace_id, j.job_id from jobs j
       where j.lane = ${lane} and j.dead_at is null and j.run_at <= ${at} and (j.leased_until is null or j.leased_until <= ${at})
         and (j.serial_key is null or (
           not exists (select from jobs r where r.workspace_id = j.workspace_id and r.serial_key = j.serial_key
                          and r.lease_id is not null and r.job_id <> j.job_id)
           and (j.lease_id is not null or not exists (
             select from jobs e where e.workspace_id = j.workspace_id and e.serial_key = j.serial_key
                and e.dead_at is null and e.position < j.position))))
       order by j.run_at, j.position limit ${limit}
         for update skip locked
    )
    update jobs j
       set lease_id = ${leaseId}, leased_until = ${new Date(now + leaseMs)}, attempts = j.attempts + 1
      from due where j.workspace_id = due.workspace_id and j.job_id = due.job_id
    returning j.workspace_id as "workspaceId", j.job_id as "jobId", j.kind, j.payload, j.attempts`.execute(db)
  return rows.map((row) => ({ ...row, leaseId }))
}

const leased = (jobs: readonly Job[]) => sql`
  unnest(${jobs.map((job) => job.workspaceId)}::uuid[], ${jobs.map((job) => job.jobId)}::uuid[],
         ${jobs.map((job) => job.leaseId)}::uuid[]) as held (workspace_id, job_id, lease_id)`

/** Removes jobs that are done. One whose lease went to somebody else meanwhile stays: it is theirs to finish. */
export async function deleteJobs(db: Db, jobs: readonly Job[]): Promise<void> {
  await sql`
    delete from jobs j using ${leased(jobs)}
     where j.workspace_id = held.workspace_id and j.job_id = held.job_id and j.lease_id = held.lease_id`.execute(
    db,
  )
}

/** Keeps jobs that take long in the hands they are in. A lease that was lost stays lost. */
export async function extendLeases(db: Db, jobs: readonly Job[], until: Instant): Promise<void> {
  await sql`
    update jobs j set leased_until = ${new Date(until)} from ${leased(jobs)}
     where j.workspace_id = held.workspace_id and j.job_id = held.job_id and j.lease_id = held.lease_id`.execute(
    db,
  )
}

/** What becomes of a job that failed: another try, or (`isDead`) it is kept aside from `at` on. */
export type Failure = Readonly<{ at: Instant; isDead: boolean; error: string }>

/**
 * Gives a failed job back. It goes if another of its unique key waits by now, which does the same work; the index
 * `jobs_unique_waiting` decides, so that a job written at the same moment cannot make two.
 */
export async function giveBackJob(db: Db, job: Job, { at, isDead, error }: Failure): Promise<void> {
  const time = new Date(at)
  const changes = isDead ? sql`dead_at = ${time}` : sql`run_at = ${time}`
  try {
    await sql`
      update jobs set lease_id = null, leased_until = null, last_error = ${error}, ${changes}
       where workspace_id = ${job.workspaceId} and job_id = ${job.jobId} and lease_id = ${job.leaseId}`.execute(
      db,
    )
  } catch (cause) {
    if (!isUniqueViolation(cause, 'jobs_unique_waiting')) throw cause
    await deleteJobs(db, [job])
  }
}
