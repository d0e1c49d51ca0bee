import type { AgentId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** One of a member's preferences. */
export type PreferenceKey = Readonly<{ agentId: AgentId; key: string }>

/** A member's preferences by key. By primary key. */
export async function listPreferences(
  db: DbOrTx,
  { workspaceId }: Scope,
  agentId: AgentId,
): Promise<ReadonlyMap<string, unknown>> {
  const { rows } = await sql<{ key: string; value: unknown }>`
    select key, value from preferences
    where workspace_id = ${workspaceId} and user_id = ${agentId} order by key`.execute(db)
  return new Map(rows.map(({ key, value }) => [key, value]))
}

/** Takes turns with a member's other screens, until the transaction ends, so that their preferences can be counted. */
export async function lockPreferences(tx: Tx, { workspaceId }: Scope, agentId: AgentId): Promise<void> {
  await sql`
    select 1 from memberships where workspace_id = ${workspaceId} and user_id = ${agentId}
    for no key update`.execute(tx)
}

/** Keeps a value; false, and nothing kept, when it would be one more than `max`. Call it under `lockPreferences`. */
export async function putPreference(
  tx: Tx,
  { workspaceId }: Scope,
  { agentId, key, value, max }: PreferenceKey & Readonly<{ value: unknown; max: number }>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into preferences (workspace_id, user_id, key, value)
    select ${workspaceId}, ${agentId}, ${key}, ${JSON.stringify(value)}::jsonb
    where (select count(*) from preferences
      where workspace_id = ${workspaceId} and user_id = ${agentId} and key <> ${key}) < ${max}
    on conflict (workspace_id, user_id, key) do update set value = excluded.value, updated_at = now()
    returning key`.execute(tx)
  return rows.length > 0
}

/** Forgets a value. By primary key. */
export async function deletePreference(
  db: DbOrTx,
  { workspaceId }: Scope,
  { agentId, key }: PreferenceKey,
): Promise<void> {
  await sql`
    delete from preferences
    where workspace_id = ${workspaceId} and user_id = ${agentId} and key = ${key}`.execute(db)
}
