import { asId, type BanId } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { countRefused } from './bans-queries.ts'

/** Whether something failed because its contact is banned. */
export const isRefusal = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'contact_banned'

/** Counts what a banned contact tried to say, once it has been refused; anything else is left as it is. */
export async function noteRefusal(ctx: Context, error: unknown): Promise<void> {
  if (!isRefusal(error)) return
  const { banId, contactId } = error.internal
  await countRefused(ctx.db, ctx.scope, { id: asId<BanId>(String(banId)), at: ctx.now() })
  ctx.log.info({ workspaceId: ctx.scope.workspaceId, banId, contactId }, 'A banned contact was refused')
}
