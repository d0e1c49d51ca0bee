import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { inReach } from './sessions-queries.ts'

/** How many live sessions there are of each kind. */
export type LiveCount = Readonly<{
  state: string
  agent_id: string | null
  is_active: boolean
  count: number
}>

/** All live sessions, grouped by what the lists tell apart. Reads the live ones by their partial index. */
export async function countLive(db: Db, scope: Scope, activeSince: number): Promise<LiveCount[]> {
  const { rows } = await sql<LiveCount>`
    select s.state, s.agent_id,
      coalesce(s.last_message_at, s.started_at) > ${new Date(activeSince)} as is_active, count(*) as count
    from sessions s
    where s.workspace_id = ${scope.workspaceId} and s.state <> 'ended' and ${inReach(scope, 's')}
    group by 1, 2, 3`.execute(db)
  return rows
}

/** How many ended sessions there are, stopping at `max`. Reads at most that many entries of indexes, and no rows. */
export async function countEnded(db: Db, scope: Scope, max: number): Promise<number> {
  const ended = sql`select 1 from sessions s where s.workspace_id = ${scope.workspaceId} and s.state = 'ended'`
  const found =
    scope.inboxes === 'all'
      ? ended
      : sql`select 1 from unnest(${scope.inboxes}::uuid[]) as own (id)
          cross join lateral (${ended} and s.inbox_id = own.id limit ${max}) as theirs`
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${found} limit ${max}) as counted`.execute(db)
  return rows[0]?.count ?? 0
}
