import { createHash } from 'node:crypto'
import type { Context } from '../platform/context.ts'
import { isUniqueViolation } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { findAnswer } from './once-queries.ts'

/** Who writes, under which id of theirs, and what: the same id with other content is refused. */
export type WriteKey = Readonly<{ ownerId: string; clientId: string; bodyHash: Buffer }>

/** A key over the content that must not differ between two tries of one write. */
export const writeKey = (ownerId: string, clientId: string, content: unknown): WriteKey => ({
  ownerId,
  clientId,
  bodyHash: createHash('sha256').update(JSON.stringify(content)).digest(),
})

/**
 * Does a write once. The write itself claims the key in its transaction; when that fails because it was claimed
 * before, or the write is refused because it has already had its effect, the first answer is given again. Looking
 * only then keeps the usual write free of an extra question.
 */
export async function once<Answer>(
  ctx: Context,
  key: WriteKey,
  write: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'idempotency_pkey') && !(error instanceof AppError)) throw error
    const first = await findAnswer(ctx.db, ctx.scope, key)
    if (first === null) throw error
    if (!first.bodyHash.equals(key.bodyHash))
      throw new AppError('client_id_reused', { clientId: key.clientId })
    return first.answer as Answer
  }
}
