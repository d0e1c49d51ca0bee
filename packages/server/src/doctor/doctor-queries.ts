import type { SingleClient } from '../platform/db/index.ts'

/** How far the database's clock is ahead of this moment, in milliseconds, and how long asking took. */
export async function askClock(client: SingleClient): Promise<{ aheadMs: number; tookMs: number }> {
  const before = Date.now()
  const { rows } = await client.query<{ now: number }>('select clock_timestamp() as now')
  const after = Date.now()
  return { aheadMs: (rows[0]?.now ?? after) - (before + after) / 2, tookMs: after - before }
}

/** The oldest and the newest hundred files, by where their bytes are and how many they should be. */
export async function sampleFiles(client: SingleClient): Promise<{ key: string; bytes: number }[]> {
  const { rows } = await client.query<{ key: string; bytes: number }>(
    `/* all workspaces: the file store is the installation's */
     select * from (
       (select storage_key as key, bytes from files order by workspace_id, file_id limit 100) union
       (select storage_key, bytes from files order by workspace_id desc, file_id desc limit 100)
     ) as sample`,
  )
  return rows
}

/** How the job queue stands. `lateMs` is how long the oldest job that nobody works on has been due. */
export type QueueState = Readonly<{ dead: number; late: number; lateMs: number; kinds: readonly string[] }>

/** Counts stop at 10,001; by `jobs_due`, and by the whole table for what was set aside. */
export async function readQueue(client: SingleClient): Promise<QueueState> {
  const { rows } = await client.query<QueueState>(
    `/* all workspaces: one queue for them all */
     with late as (
       select run_at from jobs where dead_at is null and run_at < now() - interval '1 minute'
          and (leased_until is null or leased_until < now()) order by run_at limit 10001),
     dead as (select kind from jobs where dead_at is not null limit 10001)
     select (select count(*) from dead) as dead, (select count(*) from late) as late,
            coalesce((select extract(epoch from now() - min(run_at)) * 1000 from late), 0)::bigint as "lateMs",
            array(select distinct kind from dead order by 1) as kinds`,
  )
  const [row] = rows
  if (!row) throw new Error('An aggregate returned nothing')
  return row
}

/** Whether people whose password everybody knows can sign in here. By users_email. */
export async function hasDemoPeople(client: SingleClient): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    `select exists (select from users where email = 'owner@demo.test') as there`,
  )
  return rows[0]?.there ?? false
}

/** The fingerprint of the key this database is used with; null before the first start with it. One row at most. */
export async function readFingerprint(client: SingleClient): Promise<string | null> {
  const { rows } = await client.query<{ fingerprint: string }>('select fingerprint from installation_key')
  return rows[0]?.fingerprint ?? null
}
