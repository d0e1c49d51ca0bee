import type { AgentId, InboxId, Instant, Role, TeamId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { DbOrTx, Tx } from '../platform/db/index.ts'

/** How long an invitation lasts, in days. */
const invitationDays = 7

/** A place in the workspace that waits for somebody. */
export type Invitation = Readonly<{
  id: string
  email: string
  role: Role
  teamIds: readonly TeamId[]
  inboxIds: readonly InboxId[]
  expiresAt: Instant
}>

/** An invitation to be made, with the hash of the token that its link carries. */
export type NewInvitation = Omit<Invitation, 'expiresAt'> & Readonly<{ invitedBy: AgentId; keyHash: Buffer }>

const columns = sql`
  i.invitation_id as id, i.email, i.role, i.team_ids as "teamIds", i.inbox_ids as "inboxIds",
  i.expires_at as "expiresAt"`

/** Keeps an invitation, for seven days by the database's clock. */
export async function insertInvitation(
  tx: Tx,
  { workspaceId }: Scope,
  invitation: NewInvitation,
): Promise<Invitation> {
  const { rows } = await sql<Invitation>`
    insert into invitations as i (workspace_id, invitation_id, email, role, invited_by, team_ids, inbox_ids, expires_at)
    values (${workspaceId}, ${invitation.id}, ${invitation.email}, ${invitation.role}, ${invitation.invitedBy},
      ${invitation.teamIds}, ${invitation.inboxIds}, now() + make_interval(days => ${invitationDays}))
    returning ${columns}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('An invitation was not stored')
  return row
}

/** Makes an invitation findable by the token of its link, for as long as it lasts. */
export async function insertInvitationKey(
  tx: Tx,
  { workspaceId }: Scope,
  { id, keyHash, expiresAt }: Readonly<{ id: string; keyHash: Buffer; expiresAt: Instant }>,
): Promise<void> {
  await tx
    .insertInto('directory')
    .values({
      kind: 'invitation',
      key_hash: keyHash,
      workspace_id: workspaceId,
      subject_id: id,
      expires_at: new Date(expiresAt),
    })
    .execute()
}

/** Invitations that can still be accepted, newest first. */
export async function listInvitations(db: DbOrTx, { workspaceId }: Scope): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitations i
    where i.workspace_id = ${workspaceId} and i.accepted_at is null and i.expires_at > now()
    order by i.created_at desc, i.invitation_id`.execute(db)
  return rows
}

/** Takes back an invitation nobody has accepted; false when there is none such. */
export async function deleteInvitation(tx: Tx, { workspaceId }: Scope, id: string): Promise<boolean> {
  const { rows } = await sql`
    delete from invitations
    where workspace_id = ${workspaceId} and invitation_id = ${id} and accepted_at is null
    returning invitation_id`.execute(tx)
  return rows.length > 0
}

/** Makes an invitation's link lead nowhere. By directory_subject. */
export async function deleteInvitationKeys(tx: Tx, { workspaceId }: Scope, id: string): Promise<void> {
  await sql`
    delete from directory
    where subject_id = ${id} and kind = 'invitation' and workspace_id = ${workspaceId}`.execute(tx)
}

/** Where the token of a link leads. */
export type InvitationPlace = Readonly<{ workspaceId: WorkspaceId; id: string }>

/** Where the token of a link leads, while it can be used. By the directory's primary key. */
export async function findInvitationKey(db: DbOrTx, keyHash: Buffer): Promise<InvitationPlace | null> {
  const { rows } = await sql<InvitationPlace>`
    select workspace_id as "workspaceId", subject_id as id from directory
    where kind = 'invitation' and key_hash = ${keyHash} and expires_at > now()`.execute(db)
  return rows[0] ?? null
}

/** Uses up the token of a link. Of several at once one is answered where it leads, and the others null. */
export async function takeInvitationKey(tx: Tx, keyHash: Buffer): Promise<InvitationPlace | null> {
  const { rows } = await sql<InvitationPlace>`
    delete from directory
    where kind = 'invitation' and key_hash = ${keyHash} and expires_at > now()
    returning workspace_id as "workspaceId", subject_id as id`.execute(tx)
  return rows[0] ?? null
}

/** An invitation that was not accepted yet, by primary key. */
export async function findInvitation(
  db: DbOrTx,
  { workspaceId }: Scope,
  id: string,
): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    select ${columns} from invitations i
    where i.workspace_id = ${workspaceId} and i.invitation_id = ${id} and i.accepted_at is null`.execute(db)
  return rows[0] ?? null
}

/** Marks an invitation as accepted now. */
export async function markAccepted(tx: Tx, { workspaceId }: Scope, id: string): Promise<void> {
  await sql`
    update invitations set accepted_at = now()
    where workspace_id = ${workspaceId} and invitation_id = ${id}`.execute(tx)
}
