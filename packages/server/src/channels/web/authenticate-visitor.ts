import { contact } from '@rapport/domain'
import {
  type Context,
  type Platform,
  type PublicContext,
  scopeOf,
  type VisitorContext,
} from '../../platform/context.ts'
import { tokenHash } from '../../platform/crypto/index.ts'
import { deleteVisitorToken, findVisitorToken } from './visitor-tokens-queries.ts'

/** What is known of a call before its caller is. */
export type CallBase = Pick<PublicContext, 'address' | 'requestId' | 'exempt'>

/**
 * The visitor a token belongs to, for a request or a socket; null when it is unknown, expired or signed out, which
 * look the same. The context reaches the one inbox the token was made on, and no other.
 */
export async function authenticateVisitor(
  platform: Platform,
  token: string,
  base: CallBase,
): Promise<VisitorContext | null> {
  const hash = tokenHash(token)
  const found = await findVisitorToken(platform.db, hash)
  if (!found) return null
  const { contactId, workspaceId } = found
  const { inboxId, thread, ...person } = found.data
  const visitorKey = hash.toString('hex')
  return {
    ...platform,
    ...base,
    scope: scopeOf(workspaceId, [inboxId], visitorKey),
    actor: contact(contactId),
    contactId,
    inboxId,
    thread,
    visitorKey,
    person,
  }
}

/** What a visitor's token is worth now, for whoever knows its hash; null when nothing. */
export async function findVisitorStanding(
  { db }: Pick<Platform, 'db'>,
  visitorKey: string,
): Promise<Pick<Context, 'scope' | 'actor'> | null> {
  const found = await findVisitorToken(db, Buffer.from(visitorKey, 'hex'))
  if (!found) return null
  const scope = scopeOf(found.workspaceId, [found.data.inboxId], visitorKey)
  return { scope, actor: contact(found.contactId) }
}

/** Ends a visitor's token: no call with it succeeds from now on, and its sockets close at once. */
export async function signOutVisitor(ctx: VisitorContext): Promise<void> {
  await deleteVisitorToken(ctx.db, ctx.scope, Buffer.from(ctx.visitorKey, 'hex'))
  ctx.bus.publish({ type: 'token_ended', key: ctx.visitorKey })
}
