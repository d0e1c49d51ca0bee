import type { ExportId, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type DbOrTx, oneOff, type Tx } from '../platform/db/index.ts'
import { inReach, type SelectedSessions } from '../sessions/index.ts'

/** A session of an export: its place from 0, and the version it had when the export began. */
export type Item = Readonly<{ position: number; sessionId: SessionId; version: number }>

/**
 * Writes down a select of sessions as an export's, within the database; answers how many they are. Its text is somebody's
 * filter, so it is planned for the values it has.
 */
export async function freezeItems(
  tx: Tx,
  { workspaceId }: Scope,
  id: ExportId,
  matching: SelectedSessions,
): Promise<number> {
  const { numAffectedRows } = await sql`${sql.raw(oneOff)}
    insert into export_items (workspace_id, export_id, position, session_id, version)
    select ${workspaceId}::uuid, ${id}::uuid, m.position, m.session_id, m.version from (${matching}) as m`.execute(
    tx,
  )
  return Number(numAffectedRows ?? 0)
}

/** Certain sessions, in the order they are named, as far as they are there and within reach. By primary key. */
export const selectNamed = (scope: Scope, ids: readonly SessionId[]): SelectedSessions => sql`
  select s.session_id, s.version, (row_number() over (order by asked.n) - 1)::int as position
    from unnest(${ids}::uuid[]) with ordinality as asked (session_id, n)
    join sessions s on s.workspace_id = ${scope.workspaceId} and s.session_id = asked.session_id
   where ${inReach(scope, 's')}`

/** The sessions of an export from a position on, in order. By primary key. */
export async function listItems(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, from, limit }: Readonly<{ id: ExportId; from: number; limit: number }>,
): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select position, session_id as "sessionId", version from export_items
     where workspace_id = ${workspaceId} and export_id = ${id} and position >= ${from}
     order by position limit ${limit}`.execute(db)
  return rows
}

/** A part of an export's file as it is stored. */
export type PartRecord = Readonly<{
  part: number
  firstPosition: number
  lastPosition: number
  gone: number
  key: string
  bytes: number
  details: Readonly<Record<string, unknown>>
}>

/** Keeps that a part is written. Fails on the primary key when it was written before. */
export async function insertPart(
  tx: Tx,
  { workspaceId }: Scope,
  id: ExportId,
  part: PartRecord,
): Promise<void> {
  await sql`
    insert into export_parts
      (workspace_id, export_id, part, first_position, last_position, gone_count, key, bytes, details)
    values (${workspaceId}, ${id}, ${part.part}, ${part.firstPosition}, ${part.lastPosition}, ${part.gone},
      ${part.key}, ${part.bytes}, ${JSON.stringify(part.details)})`.execute(tx)
}

/** The last part that is written, without its details; null before the first. By primary key. */
export async function findLastPart(
  db: DbOrTx,
  { workspaceId }: Scope,
  id: ExportId,
): Promise<Pick<PartRecord, 'part' | 'lastPosition'> | null> {
  const { rows } = await sql<Pick<PartRecord, 'part' | 'lastPosition'>>`
    select part, last_position as "lastPosition" from export_parts
     where workspace_id = ${workspaceId} and export_id = ${id} order by part desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** All parts that are written, in order, without their details. By primary key. */
export async function listParts(
  db: DbOrTx,
  { workspaceId }: Scope,
  id: ExportId,
): Promise<Omit<PartRecord, 'details'>[]> {
  const { rows } = await sql<Omit<PartRecord, 'details'>>`
    select part, first_position as "firstPosition", last_position as "lastPosition", gone_count as gone, key, bytes
      from export_parts where workspace_id = ${workspaceId} and export_id = ${id} order by part`.execute(db)
  return rows
}

/** What a written part's format remembered of it. By primary key. */
export async function findPartDetails(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, part }: Readonly<{ id: ExportId; part: number }>,
): Promise<PartRecord['details']> {
  const { rows } = await sql<Pick<PartRecord, 'details'>>`
    select details from export_parts
     where workspace_id = ${workspaceId} and export_id = ${id} and part = ${part}`.execute(db)
  if (rows[0] === undefined) throw new Error('A part of an export is not written down any more')
  return rows[0].details
}

/** Whether what lies at `key` is a part of an export by now, or its file. By primary keys. */
export async function isCounted(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, key }: Readonly<{ id: ExportId; key: string }>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from exports where workspace_id = ${workspaceId} and export_id = ${id} and key = ${key}
    union all
    select 1 from export_parts where workspace_id = ${workspaceId} and export_id = ${id} and key = ${key}`.execute(
    db,
  )
  return rows.length > 0
}

/** Where the parts that are written are in the store. By primary key. */
export async function listPartKeys(db: DbOrTx, { workspaceId }: Scope, id: ExportId): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from export_parts
     where workspace_id = ${workspaceId} and export_id = ${id} order by part`.execute(db)
  return rows.map(({ key }) => key)
}

/**
 * Forgets what an export was written from: its parts, and which sessions it was of. By primary keys, and under the export's
 * own row: whoever deletes that meanwhile deletes these with it, in another order.
 */
export async function deleteScaffold(tx: Tx, { workspaceId }: Scope, id: ExportId): Promise<void> {
  await sql`select 1 from exports where workspace_id = ${workspaceId} and export_id = ${id} for update`.execute(
    tx,
  )
  await sql`delete from export_parts where workspace_id = ${workspaceId} and export_id = ${id}`.execute(tx)
  await sql`delete from export_items where workspace_id = ${workspaceId} and export_id = ${id}`.execute(tx)
}
