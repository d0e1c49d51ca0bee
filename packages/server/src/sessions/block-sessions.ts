import { type ContactId, closeSession } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { orRefuse } from '../platform/errors.ts'
import { holdContact, lockConversationsOf } from './block-sessions-queries.ts'
import { changeWithin } from './change-session.ts'
import { fromRow } from './session-row.ts'
import { lockSession } from './sessions-queries.ts'
import { streamOf } from './stream-of.ts'

/**
 * Ends every live session of a contact, as blocked, and answers how many. Until the transaction ends nobody writes in
 * the contact's conversations, and none is made: what comes meanwhile waits, and then looks again whether it is let in.
 */
export async function blockSessions(tx: Tx, ctx: Context, contactId: ContactId): Promise<number> {
  // Conversations before their contact, as whoever makes one does; one made between the two shows at the second look.
  await lockConversationsOf(tx, ctx.scope, contactId)
  await holdContact(tx, ctx.scope, contactId)
  const latest = await lockConversationsOf(tx, ctx.scope, contactId)
  const sessions = []
  for (const id of latest.toSorted()) sessions.push(fromRow(await lockSession(tx, ctx.scope, id)))
  const live = sessions
    .filter(({ state }) => state !== 'ended')
    .toSorted((a, b) => streamOf(a.conversationId) - streamOf(b.conversationId))
  for (const before of live)
    changeWithin(tx, ctx, { before, events: orRefuse(closeSession(before, ctx.actor, 'blocked')) })
  return live.length
}
