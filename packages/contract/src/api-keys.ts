import { keyScopes } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { agentId, apiKeyId, moment, nothing, shortName } from './scalars.ts'

const scopes = z
  .array(z.enum(keyScopes))
  .min(1)
  .max(keyScopes.length)
  .refine((list) => new Set(list).size === list.length, 'must not name a scope twice')

/** An API key as it is listed: never the key itself, of which only a hash is kept. `hint` is its last four characters. */
export const apiKeyView = z.strictObject({
  id: apiKeyId,
  name: z.string(),
  hint: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  /** The member it acts as. Their role bounds it at every call. */
  madeBy: agentId,
  createdAt: moment,
  expiresAt: moment.nullable(),
  /** To the minute; null before its first use. */
  lastUsedAt: moment.nullable(),
})
export type ApiKeyView = z.output<typeof apiKeyView>

/** Keys for programs. A key acts as the member who made it, with the scopes it names and no more than their role has. */
export const apiKeyEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/api-keys',
    summary: 'The API keys of the workspace',
    access: 'api_keys.manage',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(apiKeyView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/api-keys',
    summary: 'Make an API key that acts as oneself. Shown this once',
    access: 'api_keys.manage',
    audit: 'api_key.created',
    input: z.strictObject({
      name: shortName,
      scopes,
      /** Days until it ends; null for a key without end. */
      days: z.int().min(1).max(3_650).nullable().default(null),
    }),
    output: z.strictObject({ key: z.string(), view: apiKeyView }),
    errors: [],
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/v1/api-keys/:apiKeyId',
    summary: 'End an API key: requests and sockets that use it stop within a second',
    access: 'api_keys.manage',
    audit: 'api_key.removed',
    input: z.strictObject({ apiKeyId }),
    output: nothing,
    errors: ['not_found'],
  }),
}
