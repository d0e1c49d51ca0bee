import type { AgentId, FileId, Role, TeamId, UserId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** Somebody with a sign-in, once for all workspaces. */
export type NewUser = Readonly<{ id: UserId; email: string; name: string; passwordHash: string }>

/** Adds a person's sign-in; false when the e-mail has one already, and nothing is changed then. */
export async function insertUser(tx: Tx, { id, email, name, passwordHash }: NewUser): Promise<boolean> {
  const made = await tx
    .insertInto('users')
    .values({ user_id: id, email, name, password_hash: passwordHash })
    .onConflict((c) => c.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return made !== undefined
}

/** What a sign-in is checked against. */
export type SignInRow = Readonly<{ userId: UserId; passwordHash: string; isKnownHere: boolean }>

/**
 * The sign-in of an e-mail, and whether this address is one where they are signed in already.
 * By users_email and directory_subject.
 */
export async function findSignIn(db: DbOrTx, email: string, address: string): Promise<SignInRow | null> {
  const { rows } = await sql<SignInRow>`
    select u.user_id as "userId", u.password_hash as "passwordHash", exists (
      select from directory d
      where d.kind = 'login' and d.subject_id = u.user_id and d.expires_at > now()
        and d.data ->> 'address' = ${address}
    ) as "isKnownHere"
    from users u where u.email = ${email}`.execute(db)
  return rows[0] ?? null
}

/** Whether the e-mail has a sign-in. By users_email. */
export async function hasSignIn(db: DbOrTx, email: string): Promise<boolean> {
  const row = await db.selectFrom('users').select('user_id').where('email', '=', email).executeTakeFirst()
  return row !== undefined
}

/** A new member of a workspace. */
export type NewMember = Readonly<{ userId: UserId; role: Role; displayName: string }>

/** Makes somebody a member; false when they are one already, deactivated or not, and nothing is changed then. */
export async function insertMember(
  tx: Tx,
  { workspaceId }: Scope,
  { userId, role, displayName }: NewMember,
): Promise<boolean> {
  const made = await tx
    .insertInto('memberships')
    .values({ workspace_id: workspaceId, user_id: userId, role, display_name: displayName })
    .onConflict((c) => c.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return made !== undefined
}

/** Whether the e-mail is a member's, deactivated or not. */
export async function isMemberEmail(db: DbOrTx, { workspaceId }: Scope, email: string): Promise<boolean> {
  const { rows } = await sql`
    select m.user_id from users u
    join memberships m on m.workspace_id = ${workspaceId} and m.user_id = u.user_id
    where u.email = ${email}`.execute(db)
  return rows.length > 0
}

/** A member as colleagues see them. */
export type Member = Readonly<{
  id: AgentId
  name: string
  email: string
  role: Role
  avatarFileId: FileId | null
  deactivated: boolean
  teamIds: readonly TeamId[]
}>

const member = sql`
  select m.user_id as id, m.display_name as name, u.email, m.role, m.avatar_file_id as "avatarFileId",
    m.deactivated_at is not null as deactivated, array(
      select tm.team_id from team_members tm
      where tm.workspace_id = m.workspace_id and tm.user_id = m.user_id order by 1
    ) as "teamIds"
  from memberships m join users u on u.user_id = m.user_id`

/** Everybody in the workspace, deactivated members too, by name. */
export async function listMembers(db: DbOrTx, { workspaceId }: Scope): Promise<Member[]> {
  const { rows } = await sql<Member>`${member}
    where m.workspace_id = ${workspaceId} order by lower(m.display_name), m.user_id`.execute(db)
  return rows
}

/** One member, deactivated or not; null for anybody else. By primary keys. */
export async function findMember(
  db: DbOrTx,
  { workspaceId }: Scope,
  agentId: AgentId,
): Promise<Member | null> {
  const { rows } = await sql<Member>`${member}
    where m.workspace_id = ${workspaceId} and m.user_id = ${agentId}`.execute(db)
  return rows[0] ?? null
}
