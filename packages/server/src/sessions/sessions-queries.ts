import type { ConversationId, FieldSource, FieldValues, SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import type { SessionRecord } from './session-row.ts'

/** The scope's narrowing to the inboxes an agent works, as a condition on the table or alias given. */
export const inReach = (scope: Scope, table: string): RawBuilder<unknown> =>
  scope.inboxes === 'all' ? sql`true` : sql`${sql.ref(`${table}.inbox_id`)} = any(${scope.inboxes}::uuid[])`

/** A whole row of `sessions`: the session, and the values of its custom fields with where each came from. */
export type FullSessionRecord = SessionRecord &
  Readonly<{ fields: FieldValues; field_sources: Readonly<Record<string, FieldSource>> }>

/**
 * The session, locked until the transaction ends. Taken after the conversation's lock and before
 * the stream head's; it makes `version` gapless and decisions race-free. By primary key.
 */
export async function lockSession(tx: Tx, scope: Scope, id: SessionId): Promise<FullSessionRecord> {
  const { rows } = await sql<FullSessionRecord>`
    select s.* from sessions s
    where s.workspace_id = ${scope.workspaceId} and s.session_id = ${id} and ${inReach(scope, 's')}
    for update`.execute(tx)
  if (rows[0] === undefined) throw new AppError('not_found', { sessionId: id })
  return rows[0]
}

/** The session as it stands, not locked. By primary key. */
export async function findSession(
  db: DbOrTx,
  scope: Scope,
  id: SessionId,
): Promise<FullSessionRecord | null> {
  const { rows } = await sql<FullSessionRecord>`
    select s.* from sessions s
    where s.workspace_id = ${scope.workspaceId} and s.session_id = ${id} and ${inReach(scope, 's')}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** A conversation's latest session, within reach. By the primary keys of both. */
export async function findLatestSession(
  db: DbOrTx,
  scope: Scope,
  id: ConversationId,
): Promise<SessionRecord | null> {
  const { rows } = await sql<SessionRecord>`
    select s.* from conversations c
    join sessions s on s.workspace_id = ${scope.workspaceId} and s.session_id = c.session_id
    where c.workspace_id = ${scope.workspaceId} and c.conversation_id = ${id} and ${inReach(scope, 's')}`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Whether the contact has written something after this version. By the index on (session, version). */
export async function hasNewerFromContact(
  tx: Tx,
  scope: Scope,
  id: SessionId,
  version: number,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from messages where workspace_id = ${scope.workspaceId} and session_id = ${id}
      and version > ${version} and author ->> 'kind' = 'contact' limit 1`.execute(tx)
  return rows.length > 0
}
