import { randomUUIDv7 } from 'node:crypto'
import type { AgentId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** A workspace as it is stored; settings are what was chosen, without the defaults. */
export type WorkspaceRow = Readonly<{ id: WorkspaceId; name: string; settings: unknown }>

/** The workspace itself, its epoch with it. */
export async function insertWorkspace(tx: Tx, { id, name, settings }: WorkspaceRow): Promise<void> {
  await tx
    .insertInto('workspaces')
    .values({ workspace_id: id, name, epoch: randomUUIDv7(), settings: JSON.stringify(settings) })
    .execute()
}

/** Streams a workspace's feed is divided into, so that writers of different conversations rarely meet. */
export const streamCount = 16

/** The heads of the workspace's streams, all at their beginning. */
export async function insertStreamHeads(tx: Tx, { workspaceId }: Scope): Promise<void> {
  await sql`
    insert into stream_heads (workspace_id, stream)
    select ${workspaceId}, stream from generate_series(0, ${streamCount - 1}) as stream`.execute(tx)
}

/** The workspace's first member, who owns it. */
export async function insertOwner(
  tx: Tx,
  { workspaceId }: Scope,
  owner: Readonly<{ id: AgentId; name: string }>,
): Promise<void> {
  await tx
    .insertInto('memberships')
    .values({ workspace_id: workspaceId, user_id: owner.id, role: 'owner', display_name: owner.name })
    .execute()
}

/** The workspace, while there is one. */
export async function findWorkspaceRow(db: DbOrTx, { workspaceId }: Scope): Promise<WorkspaceRow | null> {
  const row = await db
    .selectFrom('workspaces')
    .select(['name', 'settings'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ? { ...row, id: workspaceId } : null
}

/** Whether the database knows a time zone by this name, so that moments can be told in it. */
export async function knowsTimeZone(db: DbOrTx, name: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from pg_timezone_names where lower(name) = lower(${name}) limit 1`.execute(db)
  return rows.length > 0
}

/** Stores the name and settings a workspace has from now on. */
export async function updateWorkspace(db: DbOrTx, { id, name, settings }: WorkspaceRow): Promise<void> {
  await db
    .updateTable('workspaces')
    .set({ name, settings: JSON.stringify(settings) })
    .where('workspace_id', '=', id)
    .execute()
}

/** Whether any workspace exists yet. The only question about workspaces that names none. */
export async function anyWorkspaceExists(db: DbOrTx): Promise<boolean> {
  const { rows } = await sql<{ exists: boolean }>`
    /* all workspaces: asks whether there is one at all */
    select exists (select from workspaces) as exists`.execute(db)
  return rows[0]?.exists ?? false
}

/**
 * Takes the next `count` session numbers and answers the first. One short row lock; outside a transaction, so that it
 * lasts no longer than this statement and numbers once taken stay taken.
 */
export async function takeNumberBlock(db: DbOrTx, { workspaceId }: Scope, count: number): Promise<number> {
  const { rows } = await sql<{ first: number }>`
    update workspaces set next_number = next_number + ${count}
    where workspace_id = ${workspaceId}
    returning next_number - ${count} as first`.execute(db)
  if (!rows[0]) throw new Error(`There is no workspace ${workspaceId} to number sessions for`)
  return rows[0].first
}

/** The database's generation as this workspace knows it: it changes with a restore. By primary key. */
export async function findEpoch(db: DbOrTx, workspaceId: WorkspaceId): Promise<string | null> {
  const { rows } = await sql<{ epoch: string }>`
    select epoch from workspaces where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.epoch ?? null
}
