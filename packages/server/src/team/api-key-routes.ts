import { type ApiKeyView, apiKeyEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { type ApiKey, listApiKeys } from './api-key-queries.ts'
import { makeApiKey, removeApiKey } from './api-keys.ts'

const presentApiKey = (key: ApiKey): ApiKeyView => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  scopes: [...key.scopes],
  madeBy: key.madeBy,
  createdAt: key.createdAt,
  expiresAt: key.expiresAt,
  lastUsedAt: key.lastUsedAt,
})

/** The endpoints of API keys. No key may call them. */
export const apiKeyRoutes = [
  route(apiKeyEndpoints.list, async (ctx) => {
    const keys = await listApiKeys(ctx.db, ctx.scope)
    return { items: keys.map(presentApiKey) }
  }),
  route(apiKeyEndpoints.create, async (ctx, choices) => {
    const { key, made } = await makeApiKey(ctx, choices)
    return { key, view: presentApiKey(made) }
  }),
  route(apiKeyEndpoints.remove, async (ctx, { apiKeyId }) => {
    await removeApiKey(ctx, apiKeyId)
    return {}
  }),
]
