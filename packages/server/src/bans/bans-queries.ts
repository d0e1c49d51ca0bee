import type { AgentId, BanId, ContactId, Instant } from '@rapport/domain'
import { sql } from 'kysely'
import { withinReach } from '../contacts/index.ts'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'

/** A ban as people look at it. `expired` is so by the database's clock, which is also what lets its contact in. */
export type Ban = Readonly<{
  id: BanId
  contactId: ContactId
  contactName: string | null
  contactAvatarUrl: string | null
  reason: string
  byName: string | null
  until: Instant | null
  createdAt: Instant
  state: 'standing' | 'expired' | 'lifted'
  liftedAt: Instant | null
  liftedByName: string | null
  refusedCount: number
  refusedAt: Instant | null
}>

const standing = sql`b.lifted_at is null and (b.until is null or b.until > now())`

/** The ban a contact is under at this moment; null when they are under none. One look-up by `bans_standing`. */
export async function findStandingBan(
  db: DbOrTx,
  { workspaceId }: Scope,
  contactId: ContactId,
): Promise<Readonly<{ id: BanId; until: Instant | null }> | null> {
  const { rows } = await sql<{ id: BanId; until: Instant | null }>`
    select b.ban_id as id, b.until from bans b
     where b.workspace_id = ${workspaceId} and b.contact_id = ${contactId} and ${standing}`.execute(db)
  return rows[0] ?? null
}

/** A ban to be kept. */
export type NewBan = Readonly<{
  id: BanId
  contactId: ContactId
  reason: string
  by: AgentId
  until: Instant | null
  at: Instant
}>

/**
 * Keeps a ban, in the place of one whose time has come; false when one still stands. Under the contact's lock, or two
 * could stand in each other's way.
 */
export async function insertBan(tx: Tx, { workspaceId }: Scope, ban: NewBan): Promise<boolean> {
  const { id, contactId, reason, by, until, at } = ban
  await sql`
    update bans b set lifted_at = b.until
     where b.workspace_id = ${workspaceId} and b.contact_id = ${contactId} and b.lifted_at is null
       and b.until <= now()`.execute(tx)
  const { rows } = await sql`
    insert into bans (workspace_id, ban_id, contact_id, reason, by_user_id, until, created_at)
    values (${workspaceId}, ${id}, ${contactId}, ${reason}, ${by}, ${until === null ? null : new Date(until)},
      ${new Date(at)})
    on conflict (workspace_id, contact_id) where lifted_at is null do nothing
    returning 1`.execute(tx)
  return rows.length === 1
}

/** Lifts a ban that nobody has lifted; false when there is none to lift. By primary key, within the scope's reach. */
export async function liftBan(
  db: Db,
  scope: Scope,
  { id, by, at }: Readonly<{ id: BanId; by: AgentId; at: Instant }>,
): Promise<boolean> {
  const { rows } = await sql`
    update bans b set lifted_at = ${new Date(at)}, lifted_by_user_id = ${by}
      from contacts c
     where b.workspace_id = ${scope.workspaceId} and b.ban_id = ${id} and b.lifted_at is null
       and c.workspace_id = ${scope.workspaceId} and c.contact_id = b.contact_id ${withinReach(scope)}
    returning 1`.execute(db)
  return rows.length === 1
}

/** Counts what a banned contact tried to say. By primary key. */
export async function countRefused(
  db: Db,
  { workspaceId }: Scope,
  { id, at }: Readonly<{ id: BanId; at: Instant }>,
): Promise<void> {
  await sql`
    update bans set refused_count = refused_count + 1, refused_at = greatest(refused_at, ${new Date(at)})
     where workspace_id = ${workspaceId} and ban_id = ${id}`.execute(db)
}

/** Which bans. `before` is the last one of the page before. */
export type BansQuestion = Readonly<{
  id?: BanId
  state: 'standing' | 'all'
  contactId: ContactId | null
  before: Readonly<{ at: number; id: string }> | null
  limit: number
}>

/**
 * Bans, newest first, as far as the scope reaches their contacts. In the order of `bans_created`, one by its primary key,
 * one contact's standing one by `bans_standing`.
 */
export async function listBans(
  db: DbOrTx,
  scope: Scope,
  { id, state, contactId, before, limit }: BansQuestion,
): Promise<Ban[]> {
  const { workspaceId } = scope
  const { rows } = await sql<Ban>`
    select b.ban_id as id, b.contact_id as "contactId", c.name as "contactName", c.avatar_url as "contactAvatarUrl",
      b.reason, m.display_name as "byName", b.until, b.created_at as "createdAt",
      case when ${standing} then 'standing'
        when b.until <= coalesce(b.lifted_at, now()) and b.lifted_by_user_id is null then 'expired'
        else 'lifted' end as state,
      case when b.lifted_by_user_id is not null then b.lifted_at end as "liftedAt",
      l.display_name as "liftedByName", b.refused_count as "refusedCount", b.refused_at as "refusedAt"
    from bans b
    join contacts c on c.workspace_id = ${workspaceId} and c.contact_id = b.contact_id ${withinReach(scope)}
    left join memberships m on m.workspace_id = ${workspaceId} and m.user_id = b.by_user_id
    left join memberships l on l.workspace_id = ${workspaceId} and l.user_id = b.lifted_by_user_id
    where b.workspace_id = ${workspaceId} ${id === undefined ? sql`` : sql`and b.ban_id = ${id}`}
      ${state === 'standing' ? sql`and ${standing}` : sql``}
      ${contactId === null ? sql`` : sql`and b.contact_id = ${contactId}`}
      ${before === null ? sql`` : sql`and (b.created_at, b.ban_id) < (${new Date(before.at)}, ${before.id}::uuid)`}
    order by b.created_at desc, b.ban_id desc limit ${limit}`.execute(db)
  return rows
}
