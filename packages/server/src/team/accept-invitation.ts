import { randomUUIDv7 } from 'node:crypto'
import { agent, asId, type UserId, type WorkspaceId } from '@rapport/domain'
import { recordAudit } from '../audit/index.ts'
import { addAgentToInboxes } from '../inboxes/index.ts'
import { type PublicContext, type Scope, scopeOf } from '../platform/context.ts'
import { hashPassword, tokenHash } from '../platform/crypto/index.ts'
import { type DbOrTx, inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { checkPassword } from './check-password.ts'
import {
  findInvitation,
  findInvitationKey,
  type Invitation,
  type InvitationPlace,
  markAccepted,
  takeInvitationKey,
} from './invitation-queries.ts'
import { issueLogin, type Login } from './logins.ts'
import { addAgentToTeams } from './team-queries.ts'
import { hasSignIn, insertMember, insertUser, type NewUser } from './user-queries.ts'

/** What an invitation's link is for. */
export type InvitationFacts = Readonly<{ workspaceName: string; invitation: Invitation; hasLogin: boolean }>

/** What the holder of a link may know of it. One that is unknown, used, taken back or run out is `not_found`. */
export async function readInvitation(db: DbOrTx, token: string): Promise<InvitationFacts> {
  const { scope, invitation } = await openInvitation(db, await findInvitationKey(db, tokenHash(token)))
  const { name: workspaceName } = await getWorkspace(db, scope)
  return { workspaceName, invitation, hasLogin: await hasSignIn(db, invitation.email) }
}

/** What the invited person says: their name, and the password they choose or, with a sign-in already, have. */
export type Acceptance = Readonly<{ token: string; name: string; password: string }>

/** Where somebody has just become a member. */
export type Joined = Readonly<{ workspaceId: WorkspaceId }>

/**
 * Makes the invited person a member and signs them in; once, however many try at the same time. Who has a sign-in
 * proves it with their password, under the limits of signing in: holding a link makes nobody somebody else.
 */
export async function acceptInvitation(ctx: PublicContext, acceptance: Acceptance): Promise<Login & Joined> {
  const { token, name, password } = acceptance
  const { invitation } = await readInvitation(ctx.db, token)
  const person = (await hasSignIn(ctx.db, invitation.email))
    ? await checkPassword(ctx, invitation.email, password)
    : await aNewPerson(invitation.email, name, password)

  return await inTransaction(ctx, async (tx) => {
    const found = await openInvitation(tx, await takeInvitationKey(tx, tokenHash(token)))
    const userId = typeof person === 'string' ? person : await addPerson(tx, person)
    await join(tx, found.scope, { userId, displayName: name, invitation: found.invitation })
    const login = await issueLogin(tx, { userId, address: ctx.address })
    const who = { scope: found.scope, actor: agent(userId), now: ctx.now, address: ctx.address }
    const subject = { kind: 'invitation', id: found.invitation.id }
    await recordAudit(tx, who, { action: 'invitation.accepted', subject })
    return { ...login, workspaceId: found.scope.workspaceId }
  })
}

async function openInvitation(
  db: DbOrTx,
  place: InvitationPlace | null,
): Promise<Readonly<{ scope: Scope; invitation: Invitation }>> {
  const scope = place && scopeOf(place.workspaceId, [])
  const invitation = scope && (await findInvitation(db, scope, place.id))
  if (!invitation) throw new AppError('not_found')
  return { scope, invitation }
}

async function aNewPerson(email: string, name: string, password: string): Promise<NewUser> {
  return { id: asId<UserId>(randomUUIDv7()), email, name, passwordHash: await hashPassword(password) }
}

/** Somebody may have got a sign-in for the e-mail since we looked: then it is theirs, and its password must be given. */
async function addPerson(tx: Tx, person: NewUser): Promise<UserId> {
  if (!(await insertUser(tx, person))) throw new AppError('wrong_credentials', { userId: person.id })
  return person.id
}

async function join(
  tx: Tx,
  scope: Scope,
  {
    userId,
    displayName,
    invitation,
  }: Readonly<{ userId: UserId; displayName: string; invitation: Invitation }>,
): Promise<void> {
  const { id, role, teamIds, inboxIds } = invitation
  // A member already, or one who was shut out since: an old link changes neither.
  if (!(await insertMember(tx, scope, { userId, role, displayName }))) throw new AppError('not_found', { id })
  await addAgentToTeams(tx, scope, { agentId: userId, teamIds })
  await addAgentToInboxes(tx, scope, { agentId: userId, inboxIds })
  await markAccepted(tx, scope, id)
}
