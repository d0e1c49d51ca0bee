import type { AgentId, ApiKeyId, Instant, KeyScope } from '@rapport/domain'
import { sql } from 'kysely'
import type { KeyGrant, Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'

/** A key as its workspace knows it. */
export type ApiKey = Readonly<{
  id: ApiKeyId
  name: string
  hint: string
  scopes: readonly KeyScope[]
  madeBy: AgentId
  createdAt: Instant
  expiresAt: Instant | null
  lastUsedAt: Instant | null
}>

/** A key to be made: what people see of it, and the hash it is found by. */
export type NewApiKey = Pick<ApiKey, 'id' | 'name' | 'hint' | 'scopes' | 'madeBy'> &
  Readonly<{ keyHash: Buffer; days: number | null }>

const columns = sql`
  k.api_key_id as id, k.name, k.hint, k.scopes, k.user_id as "madeBy", k.created_at as "createdAt",
  k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"`

/** Keeps a key and makes it findable by its hash, for as many days as it lasts by the database's clock. */
export async function insertApiKey(tx: Tx, { workspaceId }: Scope, key: NewApiKey): Promise<ApiKey> {
  const { rows } = await sql<ApiKey>`
    insert into api_keys as k (workspace_id, api_key_id, user_id, name, hint, scopes, key_hash, expires_at)
    values (${workspaceId}, ${key.id}, ${key.madeBy}, ${key.name}, ${key.hint}, ${key.scopes}, ${key.keyHash},
      now() + make_interval(days => ${key.days}::int))
    returning ${columns}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('An API key was not stored')
  const data = JSON.stringify({ apiKeyId: key.id, scopes: key.scopes })
  await sql`
    insert into directory (kind, key_hash, workspace_id, subject_id, data, expires_at)
    values ('api_key', ${key.keyHash}, ${workspaceId}, ${key.madeBy}, ${data},
      ${row.expiresAt === null ? null : new Date(row.expiresAt)})`.execute(tx)
  return row
}

/** All keys of the workspace, ended ones that nobody removed among them, newest first. By primary key. */
export async function listApiKeys(db: DbOrTx, { workspaceId }: Scope): Promise<ApiKey[]> {
  const { rows } = await sql<ApiKey>`
    select ${columns} from api_keys k
    where k.workspace_id = ${workspaceId} order by k.api_key_id desc`.execute(db)
  return rows
}

/** Forgets a key, here and in the directory; answers the hash it was found by, or null when there is none. */
export async function deleteApiKey(
  tx: Tx,
  { workspaceId }: Scope,
  apiKeyId: ApiKeyId,
): Promise<Buffer | null> {
  const { rows } = await sql<{ key_hash: Buffer }>`
    delete from api_keys
    where workspace_id = ${workspaceId} and api_key_id = ${apiKeyId} returning key_hash`.execute(tx)
  const [row] = rows
  if (!row) return null
  await sql`delete from directory where kind = 'api_key' and key_hash = ${row.key_hash}`.execute(tx)
  return row.key_hash
}

/** Notes that a key was used, unless another node has noted it within the minute. By primary key. */
export async function touchApiKey(db: Db, { workspaceId, id }: KeyGrant): Promise<void> {
  await sql`
    update api_keys set last_used_at = now()
    where workspace_id = ${workspaceId} and api_key_id = ${id}
      and (last_used_at is null or last_used_at < now() - interval '59 seconds')`.execute(db)
}
