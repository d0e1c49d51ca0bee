import { randomUUIDv7 } from 'node:crypto'
import { asId, type BanId, type ContactId, type Instant } from '@rapport/domain'
import { findContact } from '../contacts/index.ts'
import { type AgentContext, type Context, scopeOf } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { type Ban, insertBan, liftBan, listBans } from './bans-queries.ts'

/**
 * Ends all live sessions of a contact as blocked, and holds the contact so that no conversation of theirs begins before
 * the transaction has committed; answers how many ended.
 */
export type BlockSessions = (tx: Tx, ctx: Context, contactId: ContactId) => Promise<number>

/** Whom, why, and until when; null is for good. */
export type Banning = Readonly<{ contactId: ContactId; reason: string; until: Instant | null }>

/**
 * Bans a contact: their live sessions end, wherever they are, and the ban stands, all in one transaction. What the
 * contact is just writing either lands before it, in a session that then ends, or is refused.
 */
export async function banContact(
  ctx: AgentContext,
  blockSessions: BlockSessions,
  { contactId, reason, until }: Banning,
): Promise<Readonly<{ ban: Ban; endedSessions: number }>> {
  if (until !== null && until <= ctx.now())
    throw new AppError(
      'invalid_input',
      {},
      { fields: [{ path: ['until'], message: 'must be in the future' }] },
    )
  if ((await findContact(ctx.db, ctx.scope, contactId)) === null)
    throw new AppError('not_found', { contactId })
  const id = asId<BanId>(randomUUIDv7())
  // Whoever may ban a contact shuts every door of the workspace to them, also those they do not work at themselves.
  const everywhere: Context = { ...ctx, scope: scopeOf(ctx.scope.workspaceId) }
  const endedSessions = await inTransaction(ctx, async (tx) => {
    const ended = await blockSessions(tx, everywhere, contactId)
    const ban = { id, contactId, reason, by: ctx.agentId, until, at: ctx.now() }
    if (!(await insertBan(tx, ctx.scope, ban))) throw new AppError('already_banned', { contactId })
    return ended
  })
  ctx.log.info(
    { workspaceId: ctx.scope.workspaceId, contactId, banId: id, endedSessions },
    'A contact was banned',
  )
  return { ban: await getBan(ctx, id), endedSessions }
}

/** Lets a contact in again. Lifting twice is harmless. */
export async function unban(ctx: AgentContext, id: BanId): Promise<Ban> {
  await liftBan(ctx.db, ctx.scope, { id, by: ctx.agentId, at: ctx.now() })
  return await getBan(ctx, id)
}

async function getBan({ db, scope }: AgentContext, id: BanId): Promise<Ban> {
  const [ban] = await listBans(db, scope, { id, state: 'all', contactId: null, before: null, limit: 1 })
  if (ban === undefined) throw new AppError('not_found', { banId: id })
  return ban
}
