import { randomUUIDv7 } from 'node:crypto'
import { type ApiKeyId, asId, type KeyScope } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { newToken, tokenHash } from '../platform/crypto/index.ts'
import { afterCommit, inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { type ApiKey, deleteApiKey, insertApiKey } from './api-key-queries.ts'

// The prefix is for those who look for secrets where none should be.
const prefix = 'rpk_'

/** What a key is to be called and to be allowed, and for how many days; null is without end. */
export type KeyChoices = Readonly<{ name: string; scopes: readonly KeyScope[]; days: number | null }>

/** Makes a key that acts as its maker. The key itself is answered this once, and kept as a hash. */
export async function makeApiKey(
  ctx: AgentContext,
  { name, scopes, days }: KeyChoices,
): Promise<Readonly<{ key: string; made: ApiKey }>> {
  const key = `${prefix}${newToken()}`
  const made = await inTransaction(ctx, (tx) =>
    insertApiKey(tx, ctx.scope, {
      id: asId<ApiKeyId>(randomUUIDv7()),
      name,
      hint: key.slice(-4),
      scopes,
      madeBy: ctx.agentId,
      keyHash: tokenHash(key),
      days,
    }),
  )
  return { key, made }
}

/** Ends a key: with the next request, and its sockets at once. */
export async function removeApiKey(ctx: AgentContext, apiKeyId: ApiKeyId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const keyHash = await deleteApiKey(tx, ctx.scope, apiKeyId)
    if (keyHash === null) throw new AppError('not_found', { apiKeyId })
    afterCommit(tx, () => ctx.bus.publish({ type: 'token_ended', key: keyHash.toString('hex') }))
  })
}
