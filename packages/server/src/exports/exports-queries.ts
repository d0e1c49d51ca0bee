import type { ErrorCode, ExportFormat, ExportOptions } from '@rapport/contract'
import type { AgentId, ApiKeyId, ExportId, ExportPlanId, Instant, SessionId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'
import type { Matching } from '../sessions/index.ts'
import type { Reach } from './export-reach.ts'

/** An export as it is stored. */
export type ExportRecord = Readonly<{
  id: ExportId
  userId: AgentId
  apiKeyId: ApiKeyId | null
  planId: ExportPlanId | null
  format: ExportFormat
  options: ExportOptions
  name: string
  state: 'running' | 'done' | 'failed' | 'cancelled' | 'expired'
  total: number
  done: number
  gone: number
  bytes: number
  error: ErrorCode | null
  key: string | null
  ending: string | null
  mediaType: string | null
  nextKey: string | null
  createdAt: Instant
  finishedAt: Instant | null
  expiresAt: Instant | null
  /** Null for those begun before it was kept. */
  reach: Reach | null
  /** Whether it is known what it was asked for: not of those begun before that was kept. */
  mayRepeat: boolean
}>

/** Which sessions: these, or all of a list that match a filter, in its order. */
export type ExportTarget = Readonly<{ sessionIds: readonly SessionId[] }> | Matching

/** What an export was asked for, besides what its record says. */
export type AskedExport = Readonly<{ target: ExportTarget; name: string | null }>

const columns = sql`
  export_id as id, user_id as "userId", api_key_id as "apiKeyId", plan_id as "planId", format, options, name, state,
  total, done_count as done, gone_count as gone, bytes, error, key, ending, media_type as "mediaType",
  next_key as "nextKey", created_at as "createdAt", finished_at as "finishedAt", expires_at as "expiresAt",
  reach, asked is not null as "mayRepeat"`

/** Whose export. A key sees what was begun with it, and no more; a person sees all of theirs. */
export type Maker = Readonly<{ userId: AgentId; apiKeyId: ApiKeyId | null }>
/** Which export, of whom. */
export type ExportPlace = Maker & Readonly<{ id: ExportId }>

const ofMaker = ({ workspaceId }: Scope, { userId, apiKeyId }: Maker) => sql`
  workspace_id = ${workspaceId} and user_id = ${userId} and (${apiKeyId}::uuid is null or api_key_id = ${apiKeyId})`

/** Whether nobody else begins an export in this person's name just now; nobody does, then, until the transaction ends. */
export async function holdTurn(tx: Tx, { workspaceId }: Scope, userId: AgentId): Promise<boolean> {
  const { rows } = await sql<{ isHeld: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`exports ${workspaceId} ${userId}`}, 0)) as "isHeld"`.execute(
    tx,
  )
  return rows[0]?.isHeld === true
}

/**
 * Takes turns with everybody who begins an export in the workspace, until the transaction ends: to be taken last, so that
 * nobody waits for as long as somebody's sessions are found.
 */
export async function lockExports(tx: Tx, { workspaceId }: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`exports ${workspaceId}`}, 0))`.execute(tx)
}

/** How many exports run in the workspace, and how many of them are somebody's. By `exports_running`. */
export async function countRunning(
  tx: Tx,
  { workspaceId }: Scope,
  userId: AgentId,
): Promise<Readonly<{ all: number; own: number }>> {
  const { rows } = await sql<{ all: number; own: number }>`
    select count(*) as all, count(*) filter (where user_id = ${userId}) as own
      from exports where workspace_id = ${workspaceId} and state = 'running'`.execute(tx)
  return rows[0] ?? { all: 0, own: 0 }
}

/** What an export is when it begins; `asked` is what it is begun anew from. */
export type NewExport = Pick<
  ExportRecord,
  'id' | 'userId' | 'apiKeyId' | 'planId' | 'format' | 'options' | 'name' | 'createdAt' | 'reach'
> &
  Readonly<{ asked: AskedExport }>
/** The first answer's place, so that a repetition finds it: see sessions' `once`. */
export type WriteClaim = Readonly<{ ownerId: string; clientId: string; bodyHash: Buffer }>

/** Claims a client id, with the answer that repetitions get; a second use fails on its key. */
export async function insertClaim(
  tx: Tx,
  { workspaceId }: Scope,
  { ownerId, clientId, bodyHash }: WriteClaim,
  answer: unknown,
): Promise<void> {
  await sql`
    insert into idempotency (workspace_id, owner_id, client_id, body_hash, answer)
    values (${workspaceId}, ${ownerId}, ${clientId}, ${bodyHash}, ${JSON.stringify(answer)})`.execute(tx)
}

/** Keeps a new export of nothing yet. */
export async function insertExport(tx: Tx, { workspaceId }: Scope, made: NewExport): Promise<void> {
  await sql`
    insert into exports (workspace_id, export_id, user_id, api_key_id, plan_id, format, options, name, total, created_at,
      asked, reach)
    values (${workspaceId}, ${made.id}, ${made.userId}, ${made.apiKeyId}, ${made.planId}, ${made.format},
      ${JSON.stringify(made.options)}, ${made.name}, 0, ${new Date(made.createdAt)},
      ${JSON.stringify(made.asked)}, ${JSON.stringify(made.reach)})`.execute(tx)
}

/** Says of how many sessions an export is. By primary key. */
export async function setTotal(tx: Tx, { workspaceId }: Scope, id: ExportId, total: number): Promise<void> {
  await sql`update exports set total = ${total} where workspace_id = ${workspaceId} and export_id = ${id}`.execute(
    tx,
  )
}

/** Somebody's own export; null when there is none of theirs. By primary key. */
export async function findOwnExport(
  db: DbOrTx,
  scope: Scope,
  place: ExportPlace,
): Promise<ExportRecord | null> {
  const { rows } = await sql<ExportRecord>`
    select ${columns} from exports where ${ofMaker(scope, place)} and export_id = ${place.id}`.execute(db)
  return rows[0] ?? null
}

/** What an export was asked for; null where that was not kept. By primary key. */
export async function findAsked(
  db: DbOrTx,
  { workspaceId }: Scope,
  id: ExportId,
): Promise<AskedExport | null> {
  const { rows } = await sql<{ asked: AskedExport | null }>`
    select asked from exports where workspace_id = ${workspaceId} and export_id = ${id}`.execute(db)
  return rows[0]?.asked ?? null
}

/** An export for whoever works on it, whoever's it is. By primary key. */
export async function findExport(
  db: DbOrTx,
  { workspaceId }: Pick<Scope, 'workspaceId'>,
  id: ExportId,
): Promise<ExportRecord | null> {
  const { rows } = await sql<ExportRecord>`
    select ${columns} from exports where workspace_id = ${workspaceId} and export_id = ${id}`.execute(db)
  return rows[0] ?? null
}

/** Where a page of exports ended. */
type ExportsBefore = Readonly<{ at: number; id: string }>

/** Somebody's own exports, the newest first, at most `limit`. By `exports_user`. */
export async function listOwnExports(
  db: DbOrTx,
  scope: Scope,
  maker: Maker,
  { before, limit }: Readonly<{ before: ExportsBefore | null; limit: number }>,
): Promise<ExportRecord[]> {
  const beyond =
    before === null
      ? sql`true`
      : sql`(created_at, export_id) < (${new Date(before.at)}::timestamptz, ${before.id}::uuid)`
  const { rows } = await sql<ExportRecord>`
    select ${columns} from exports where ${ofMaker(scope, maker)} and ${beyond}
     order by created_at desc, export_id desc limit ${limit}`.execute(db)
  return rows
}

/**
 * Puts an export into the hands of whoever writes to `key` from now on, and nobody else; answers where its predecessor
 * wrote. Null when it does not run any more. Takes the export's row lock for this statement.
 */
export async function takeUp(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, key }: Readonly<{ id: ExportId; key: string }>,
): Promise<Readonly<{ leftKey: string | null }> | null> {
  const { rows } = await sql<{ leftKey: string | null }>`
    with before as (
      select next_key from exports where workspace_id = ${workspaceId} and export_id = ${id} for update)
    update exports set next_key = ${key} from before
     where workspace_id = ${workspaceId} and export_id = ${id} and state = 'running'
    returning before.next_key as "leftKey"`.execute(db)
  return rows[0] ?? null
}

/** Whether an export still runs, in the hands of whoever writes to `key`. By primary key. */
export async function isInHand(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, key }: Readonly<{ id: ExportId; key: string }>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from exports
     where workspace_id = ${workspaceId} and export_id = ${id} and next_key = ${key} and state = 'running'`.execute(
    db,
  )
  return rows.length > 0
}

/** What somebody has written for an export. */
export type Progress = Readonly<{ id: ExportId; key: string; done: number; gone: number; bytes: number }>

/** Counts what was written, if the export is still in the hands of whoever wrote it; false when it is not. */
export async function countWritten(
  tx: Tx,
  { workspaceId }: Scope,
  { id, key, done, gone, bytes }: Progress,
): Promise<boolean> {
  const { rows } = await sql`
    update exports set done_count = done_count + ${done}, gone_count = gone_count + ${gone}, bytes = bytes + ${bytes},
      next_key = null
     where workspace_id = ${workspaceId} and export_id = ${id} and next_key = ${key} and state = 'running'
    returning 1`.execute(tx)
  return rows.length > 0
}

/** The file that came of an export. */
export type Finished = Readonly<{
  id: ExportId
  key: string
  ending: string
  mediaType: string
  bytes: number
  at: Instant
  expiresAt: Instant
}>

/** Says that an export is done, if it is still in the hands of whoever says so; false when it is not. By primary key. */
export async function finishExport(db: DbOrTx, { workspaceId }: Scope, done: Finished): Promise<boolean> {
  const { rows } = await sql`
    update exports set state = 'done', key = ${done.key}, next_key = null, ending = ${done.ending},
      media_type = ${done.mediaType}, bytes = ${done.bytes}, finished_at = ${new Date(done.at)},
      expires_at = ${new Date(done.expiresAt)}
     where workspace_id = ${workspaceId} and export_id = ${done.id} and next_key = ${done.key} and state = 'running'
    returning 1`.execute(db)
  return rows.length > 0
}

/** How an export ended without a file. */
export type Ending = Readonly<{ state: 'failed' | 'cancelled'; error: ErrorCode | null; at: Instant }>

/** Ends an export that runs without a file; false when it had ended already. By primary key. */
export async function endExport(
  db: DbOrTx,
  { workspaceId }: Scope,
  id: ExportId,
  { state, error, at }: Ending,
): Promise<boolean> {
  const { rows } = await sql`
    update exports set state = ${state}, error = ${error}, finished_at = ${new Date(at)}
     where workspace_id = ${workspaceId} and export_id = ${id} and state = 'running'
    returning 1`.execute(db)
  return rows.length > 0
}

/** Forgets an export with all that belongs to it. By primary key. */
export async function deleteExport(db: DbOrTx, { workspaceId }: Scope, id: ExportId): Promise<void> {
  await sql`delete from exports where workspace_id = ${workspaceId} and export_id = ${id}`.execute(db)
}

/** The finished exports whose files have had their time. By `exports_expiring`. */
export async function listExpired(db: DbOrTx, { workspaceId }: Scope, at: Instant): Promise<ExportRecord[]> {
  const { rows } = await sql<ExportRecord>`
    select ${columns} from exports
     where workspace_id = ${workspaceId} and state = 'done' and expires_at <= ${new Date(at)}
     order by expires_at limit 200`.execute(db)
  return rows
}

/** Says that a finished export's file is gone. By primary key. */
export async function expireExport(db: DbOrTx, { workspaceId }: Scope, id: ExportId): Promise<void> {
  await sql`
    update exports set state = 'expired', key = null
     where workspace_id = ${workspaceId} and export_id = ${id} and state = 'done'`.execute(db)
}

/** Ended exports of which something half written may be left since before then. By `exports_unswept`. */
export async function listUnswept(
  db: DbOrTx,
  { workspaceId }: Scope,
  before: Instant,
): Promise<Readonly<{ id: ExportId; nextKey: string }>[]> {
  const { rows } = await sql<{ id: ExportId; nextKey: string }>`
    select export_id as id, next_key as "nextKey" from exports
     where workspace_id = ${workspaceId} and state <> 'running' and next_key is not null
       and finished_at < ${new Date(before)}
     order by finished_at limit 200`.execute(db)
  return rows
}

/** Says that nothing half written is left of an export. By primary key. */
export async function markSwept(db: DbOrTx, { workspaceId }: Scope, id: ExportId): Promise<void> {
  await sql`
    update exports set next_key = null
     where workspace_id = ${workspaceId} and export_id = ${id} and state <> 'running'`.execute(db)
}

/** Forgets exports that were begun before then and have no file any more. A workspace's few, by their state. */
export async function deleteOldExports(db: DbOrTx, { workspaceId }: Scope, before: Instant): Promise<void> {
  await sql`
    delete from exports
     where workspace_id = ${workspaceId} and state not in ('running', 'done') and next_key is null
       and created_at < ${new Date(before)}`.execute(db)
}
