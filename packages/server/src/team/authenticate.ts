import {
  type ApiKeyId,
  type Audience,
  agent,
  mayIn,
  type Permission,
  type Role,
  type UserId,
  type WorkspaceId,
} from '@rapport/domain'
import {
  type AgentContext,
  type KeyGrant,
  type LoginContext,
  type Platform,
  type Scope,
  scopeOf,
} from '../platform/context.ts'
import { tokenHash } from '../platform/crypto/index.ts'
import { AppError } from '../platform/errors.ts'
import { createKeyUses } from './api-key-uses.ts'
import {
  type Bearer,
  findBearer,
  findFirstStanding,
  findKeyGrant,
  findStanding,
  listEnded,
  type StandingRow,
} from './authentication-queries.ts'

/** What a request brings: the token, and the facts of the call that limits and logs need. */
export type Credentials = Readonly<{
  token: string
  address: string
  requestId: string
  exempt: boolean
  wanted: WorkspaceId | null
}>

/** What somebody may do, and where, at this moment. */
export type Standing = Readonly<{
  userId: UserId
  scope: Scope
  role: Role
  audience: Audience
  can(permission: Permission): boolean
}>

/** Who is calling, and what they may touch. */
export type Authentication = Readonly<{
  /** Who holds this token, or made this key; null when nobody does, or no longer. */
  login(credentials: Credentials): Promise<LoginContext | null>
  /** The same person at work in the workspace they want, or in their first. Throws as `standingOf` does. */
  agent(login: LoginContext): Promise<AgentContext>
  /** For connections that stay: what a login or key is worth now in the workspace it works in; null when nothing. */
  revalidate(login: Readonly<{ loginKey: string; workspaceId: WorkspaceId }>): Promise<Standing | null>
  /** Which of these logins and keys are over. That one has run out is announced by nobody. */
  findEnded(loginKeys: readonly string[]): Promise<ReadonlySet<string>>
}>

/**
 * The one maker of agents' scopes. Nothing is remembered between calls: a login, a key, a role, an inbox taken away is
 * gone with the next request on every node, and what it costs is two look-ups by primary key.
 */
export function createAuthentication(platform: Platform): Authentication {
  const noteUse = createKeyUses(platform)
  return {
    async login({ token, wanted, ...call }) {
      const key = tokenHash(token)
      const bearer = await findBearer(platform.db, key)
      if (bearer === null) return null
      if (bearer.apiKey !== null) noteUse(bearer.apiKey)
      return { ...platform, ...call, ...bearer, wanted, loginKey: key.toString('hex') }
    },
    async agent(login) {
      const standing = await standingOf(platform, login, login.wanted)
      return { ...login, ...standing, agentId: login.userId, actor: agent(login.userId) }
    },
    async revalidate({ loginKey, workspaceId }) {
      const bearer = await findBearer(platform.db, Buffer.from(loginKey, 'hex'))
      if (bearer === null || !isFor(bearer, workspaceId)) return null
      const row = await findStanding(platform.db, workspaceId, bearer.userId)
      return row && toStanding({ ...bearer, loginKey }, row)
    },
    findEnded: async (loginKeys) => new Set(await listEnded(platform.db, loginKeys)),
  }
}

type Held = Bearer & Readonly<{ loginKey: string | null }>

/** A key opens its own workspace and no other, wherever else its maker works. */
const isFor = ({ apiKey }: Bearer, workspaceId: WorkspaceId): boolean =>
  apiKey === null || apiKey.workspaceId === workspaceId

/**
 * What somebody is where they want to be. A workspace that is not theirs is `not_found`, like one that does not exist;
 * who is in none at all any more, or whose maker is gone, is `not_signed_in`.
 */
async function standingOf({ db }: Platform, bearer: Held, wanted: WorkspaceId | null): Promise<Standing> {
  const { userId, apiKey } = bearer
  if (wanted !== null && !isFor(bearer, wanted)) throw new AppError('not_found', { userId, wanted })
  const where = apiKey?.workspaceId ?? wanted
  const row = where === null ? await findFirstStanding(db, userId) : await findStanding(db, where, userId)
  if (!row) throw new AppError(wanted && !apiKey ? 'not_found' : 'not_signed_in', { userId, wanted })
  return toStanding(bearer, row)
}

/** Work that goes on without a request: its id, and the member who asked for it, with the key if it was by one. */
type AskedWork = Readonly<{ id: string; workspaceId: WorkspaceId; userId: UserId; apiKeyId: ApiKeyId | null }>

/**
 * The member who asked for a work as a request of theirs would be seen now; null when they are no active member any more,
 * or the key is gone.
 */
export async function contextOfMember(
  platform: Platform,
  { id, workspaceId, userId, apiKeyId }: AskedWork,
): Promise<AgentContext | null> {
  const [row, apiKey] = await Promise.all([
    findStanding(platform.db, workspaceId, userId),
    apiKeyId === null ? null : findKeyGrant(platform.db, workspaceId, apiKeyId),
  ])
  if (row === null || (apiKeyId !== null && apiKey === null)) return null
  const call = { address: '', requestId: id, exempt: true, wanted: workspaceId, loginKey: '' }
  const standing = toStanding({ userId, apiKey, loginKey: null }, row)
  return { ...platform, ...call, ...standing, apiKey, agentId: userId, actor: agent(userId) }
}

/**
 * The member's role as it is now, with what the workspace adds to it, and of these rights what a key leaves: so it sees all
 * inboxes only if it says so. What supervisors think of agents' work is for whoever may review it.
 */
function toStanding(
  { userId, apiKey, loginKey }: Held,
  { workspaceId, role, inboxIds, agentsMay }: StandingRow,
): Standing {
  const may = (permission: Permission) => mayIn(role, permission, { agentsMay }) && grants(apiKey, permission)
  const seesAll = may('sessions.read_all')
  return {
    userId,
    role,
    scope: scopeOf(workspaceId, seesAll ? 'all' : inboxIds, loginKey),
    audience: may('quality.review') ? 'supervisor' : 'agent',
    can: may,
  }
}

const grants = (apiKey: KeyGrant | null, permission: Permission): boolean =>
  apiKey === null || apiKey.scopes.includes(permission)
