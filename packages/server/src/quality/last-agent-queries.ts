import type { AgentId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'

/**
 * Who was given each of these sessions last, by its log: the participants of a session stand in the order in which they
 * first came, whoever comes back among them. Sessions that nobody was ever given are left out. Each by the primary key
 * of its events backwards, as far as the one that is looked for.
 */
export async function listLastAgents(
  db: DbOrTx,
  { workspaceId }: Scope,
  ids: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, AgentId>> {
  const { rows } = await sql<{ id: SessionId; agentId: AgentId }>`
    select asked.id, given."agentId"
      from unnest(${ids}::uuid[]) asked (id)
     cross join lateral (
       select coalesce(e.event ->> 'agentId', e.event -> 'to' ->> 'agentId')::uuid as "agentId"
         from session_events e
        where e.workspace_id = ${workspaceId} and e.session_id = asked.id
          and (e.event ->> 'type' = 'session.assigned'
            or e.event ->> 'type' = 'session.transferred' and e.event -> 'to' ->> 'agentId' is not null)
        order by e.version desc limit 1) given`.execute(db)
  return new Map(rows.map(({ id, agentId }) => [id, agentId]))
}
