import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** Jobs by what becomes of them; each is counted up to 10,001. */
export type JobCounts = Readonly<{ waiting: number; running: number; failed: number }>

/** How many jobs there are. Bounded, so that a queue that has grown long is not read whole whenever somebody looks. */
export async function countJobs(db: Db): Promise<JobCounts> {
  const { rows } = await sql<JobCounts>`
    /* all workspaces: one queue for them all */
    select
      (select count(*) from (select from jobs
        where dead_at is null and lease_id is null limit 10001) as counted) as waiting,
      (select count(*) from (select from jobs where lease_id is not null limit 10001) as counted) as running,
      (select count(*) from (select from jobs where dead_at is not null limit 10001) as counted) as failed`.execute(
    db,
  )
  return rows[0] ?? { waiting: 0, running: 0, failed: 0 }
}
