import { randomUUIDv7 } from 'node:crypto'
import type { InboxId, Role, TeamId } from '@rapport/domain'
import { countInboxes } from '../inboxes/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { newToken, tokenHash } from '../platform/crypto/index.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import {
  deleteInvitation,
  deleteInvitationKeys,
  type Invitation,
  insertInvitation,
  insertInvitationKey,
} from './invitation-queries.ts'
import { mayGrantAs } from './may-grant-as.ts'
import { countTeams } from './team-queries.ts'
import { isMemberEmail } from './user-queries.ts'

/** Who is to come, and what they are to be. */
export type Invite = Readonly<{
  email: string
  role: Role
  teamIds: readonly TeamId[]
  inboxIds: readonly InboxId[]
}>

/**
 * Invites somebody by a link that works once, for seven days. Its token is answered this once and kept as a hash.
 * The link is made of the configured origin, so that no header can point it elsewhere.
 */
export async function invite(
  ctx: AgentContext,
  choices: Invite,
): Promise<Readonly<{ invitation: Invitation; url: string }>> {
  const { email, role } = choices
  if (!mayGrantAs(ctx, ctx.role, role)) throw new AppError('forbidden', { role })
  const token = newToken()
  const teamIds = [...new Set(choices.teamIds)]
  const inboxIds = [...new Set(choices.inboxIds)]

  const invitation = await inTransaction(ctx, async (tx) => {
    if (await isMemberEmail(tx, ctx.scope, email)) throw new AppError('email_taken')
    await requireOwn(tx, ctx, { teamIds, inboxIds })
    const place = { id: randomUUIDv7(), email, role, teamIds, inboxIds }
    const keyHash = tokenHash(token)
    const made = await insertInvitation(tx, ctx.scope, { ...place, invitedBy: ctx.agentId, keyHash })
    await insertInvitationKey(tx, ctx.scope, { ...made, keyHash })
    return made
  })
  return { invitation, url: `${ctx.publicOrigin}/invitation/${token}` }
}

/** Takes an invitation back: its link leads nowhere from now on. */
export async function revokeInvitation(ctx: AgentContext, invitationId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // The link first, as accepting does: neither then waits for the other in a circle.
    await deleteInvitationKeys(tx, ctx.scope, invitationId)
    const isGone = await deleteInvitation(tx, ctx.scope, invitationId)
    if (!isGone) throw new AppError('not_found', { invitationId })
  })
}

async function requireOwn(
  tx: Tx,
  { scope }: AgentContext,
  { teamIds, inboxIds }: Pick<Invite, 'teamIds' | 'inboxIds'>,
): Promise<void> {
  const teams = await countTeams(tx, scope, teamIds)
  const inboxes = await countInboxes(tx, scope, inboxIds)
  if (teams < teamIds.length || inboxes < inboxIds.length)
    throw new AppError('not_found', { teamIds, inboxIds })
}
