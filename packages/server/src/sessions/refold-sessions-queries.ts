import { foldVersion, type SessionEvent, type SessionId, type WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'

/** The columns that a fold gives, by name, with the row's own ids and the version it was folded at. */
export type FoldedRow = Readonly<Record<string, unknown>>

/** A row that an older fold made, at the version it has now. */
export type Unfolded = Readonly<{ workspaceId: WorkspaceId; sessionId: SessionId; version: number }>

/**
 * Rows that an older fold made, in every workspace, at most `limit`. By `sessions_unfolded`, which holds nothing else:
 * when all is done it is empty. The version stands in the text, because an index on a part is only found by a constant.
 */
export async function listUnfolded(db: Db, limit: number): Promise<Unfolded[]> {
  const { rows } = await sql<Unfolded>`
    /* all workspaces: rows that an older fold made are made anew everywhere alike */
    select workspace_id as "workspaceId", session_id as "sessionId", version from sessions
    where fold_version < ${sql.lit(foldVersion)}
    order by workspace_id, session_id limit ${limit}`.execute(db)
  return rows
}

/** The logs of these sessions, each oldest first. By primary key. */
export async function listLogs(
  db: Db,
  { workspaceId }: Scope,
  ids: readonly SessionId[],
): Promise<{ sessionId: SessionId; version: number; at: number; event: SessionEvent }[]> {
  const { rows } = await sql<{ sessionId: SessionId; version: number; at: number; event: SessionEvent }>`
    select session_id as "sessionId", version, at, event from session_events
    where workspace_id = ${workspaceId} and session_id = any(${ids}::uuid[])
    order by session_id, version`.execute(db)
  return rows
}

/**
 * Puts rows as their logs say, where they still are at the version that was folded; one that has moved on stays for the
 * next time. `rows` have the columns to be written, by name. In one statement, by primary key.
 */
export async function updateFolded(
  db: Db,
  { workspaceId }: Scope,
  rows: readonly FoldedRow[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const written = Object.keys(first).filter(
    (name) => !['workspace_id', 'session_id', 'version'].includes(name),
  )
  const columns = sql.join(written.map((name) => sql.ref(name)))
  const values = sql.join(written.map((name) => sql.ref(`folded.${name}`)))
  await sql`
    update sessions s set (${columns}) = row(${values})
    from json_populate_recordset(null::sessions, ${JSON.stringify(rows)}::json) as folded
    where s.workspace_id = ${workspaceId} and s.session_id = folded.session_id and s.version = folded.version`.execute(
    db,
  )
}
