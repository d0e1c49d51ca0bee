import { sql } from 'kysely'
import type { Db } from '../../platform/db/index.ts'

const tablesOfWorkspaces = sql<{ name: string }>`
  select table_name as name from information_schema.columns
  where table_schema = 'public' and column_name = 'workspace_id' order by 1`

/** A fingerprint of every row a workspace has, table by table: equal before and after means that nothing has changed. */
export async function hashWorkspace(db: Db, workspaceId: string): Promise<Record<string, string>> {
  const { rows } = await tablesOfWorkspaces.execute(db)
  const hashes: Record<string, string> = {}
  for (const { name } of rows) {
    const found = await sql<{ hash: string | null }>`
      select md5(string_agg(t::text, '|' order by t::text)) as hash from ${sql.table(name)} t
      where t.workspace_id = ${workspaceId}`.execute(db)
    hashes[name] = found.rows[0]?.hash ?? 'empty'
  }
  const people = await sql<{ hash: string | null }>`
    select md5(string_agg(u::text, '|' order by u::text)) as hash from users u
    join memberships m on m.user_id = u.user_id where m.workspace_id = ${workspaceId}`.execute(db)
  return { ...hashes, users: people.rows[0]?.hash ?? 'empty' }
}

/** How many rows each table has, in all workspaces together. */
export async function countRows(db: Db): Promise<Record<string, number>> {
  const { rows } = await tablesOfWorkspaces.execute(db)
  const counts: Record<string, number> = {}
  for (const name of [...rows.map((row) => row.name), 'users', 'throttles']) {
    const found = await sql<{ count: number }>`
      /* all workspaces: everything is counted */
      select count(*) as count from ${sql.table(name)}`.execute(db)
    counts[name] = Number(found.rows[0]?.count)
  }
  return counts
}

/** Waits until no job is left, and the feed has been read for search, so that what happens afterwards is the attack's doing alone. */
export async function untilIdle(db: Db): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const { rows } = await sql`
      /* all workspaces: is anything left to do, or anything of the feed left to read */
      select 1 from jobs where dead_at is null and run_at <= now() + interval '2 seconds'
      union all
      select 1 from stream_heads h where h.last_offset > 0 and not exists (
        select from feed_places p where p.workspace_id = h.workspace_id and p.stream = h.stream
           and p.last_offset >= h.last_offset)
      limit 1`.execute(db)
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('Jobs did not come to an end')
}
