import { preferenceEndpoints } from '@rapport/contract'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { route } from '../platform/http/index.ts'
import { deletePreference, listPreferences, lockPreferences, putPreference } from './preference-queries.ts'

/** The most preferences of one member. */
const preferencesMax = 500

/** The endpoints of one's own preferences. */
export const preferenceRoutes = [
  route(preferenceEndpoints.list, async (ctx) => {
    const known = await listPreferences(ctx.db, ctx.scope, ctx.agentId)
    // What is stored came in as JSON of at most a size.
    return { values: Object.fromEntries(known) as Record<string, never> }
  }),
  route(preferenceEndpoints.set, async (ctx, preference) => {
    await setPreference(ctx, preference)
    return {}
  }),
]

async function setPreference(
  ctx: AgentContext,
  { key, value }: Readonly<{ key: string; value: unknown }>,
): Promise<void> {
  const place = { agentId: ctx.agentId, key }
  if (value === null) return await deletePreference(ctx.db, ctx.scope, place)
  await inTransaction(ctx, async (tx) => {
    await lockPreferences(tx, ctx.scope, ctx.agentId)
    if (await putPreference(tx, ctx.scope, { ...place, value, max: preferencesMax })) return
    const message = `must not be one more than ${preferencesMax}`
    throw new AppError('invalid_input', {}, { fields: [{ path: ['key'], message }] })
  })
}
