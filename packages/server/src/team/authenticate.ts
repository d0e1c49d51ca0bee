import { type Audience, agent, can, type Role, type UserId, type WorkspaceId } from '@rapport/domain'
import {
  type AgentContext,
  type LoginContext,
  type Platform,
  type Scope,
  scopeOf,
} from '../platform/context.ts'
import { tokenHash } from '../platform/crypto/index.ts'
import { AppError } from '../platform/errors.ts'
import { findFirstStanding, findLoginUser, findStanding, type StandingRow } from './authentication-queries.ts'

/** What a request brings: the token, and the facts of the call that limits and logs need. */
export type Credentials = Readonly<{
  token: string
  address: string
  requestId: string
  exempt: boolean
  wanted: WorkspaceId | null
}>

/** What somebody may do, and where, at this moment. */
export type Standing = Readonly<{ userId: UserId; scope: Scope; role: Role; audience: Audience }>

/** Who is calling, and what they may touch. */
export type Authentication = Readonly<{
  /** Who holds this token; null when nobody does, or no longer. */
  login(credentials: Credentials): Promise<LoginContext | null>
  /** The same person at work in the workspace they want, or in their first. Throws as `standingOf` does. */
  agent(login: LoginContext): Promise<AgentContext>
  /** For connections that stay: what a login is worth now in the workspace it works in; null when nothing. */
  revalidate(login: Readonly<{ loginKey: string; workspaceId: WorkspaceId }>): Promise<Standing | null>
}>

/**
 * The one maker of agents' scopes. Nothing is remembered between calls: a login, a role, an inbox taken away is gone
 * with the next request on every node, and what it costs is two look-ups by primary key.
 */
export function createAuthentication(platform: Platform): Authentication {
  return {
    async login({ token, wanted, ...call }) {
      const key = tokenHash(token)
      const userId = await findLoginUser(platform.db, key)
      return userId && { ...platform, ...call, wanted, userId, loginKey: key.toString('hex') }
    },
    async agent(login) {
      const { scope, role, audience } = await standingOf(platform, login.userId, login.wanted)
      return {
        ...login,
        scope,
        role,
        audience,
        agentId: login.userId,
        actor: agent(login.userId),
        can: (permission) => can(role, permission),
      }
    },
    async revalidate({ loginKey, workspaceId }) {
      const userId = await findLoginUser(platform.db, Buffer.from(loginKey, 'hex'))
      const row = userId && (await findStanding(platform.db, workspaceId, userId))
      return row ? toStanding(userId, row) : null
    },
  }
}

/**
 * What somebody is where they want to be. A workspace that is not theirs is `not_found`, like one that does not exist;
 * who is in none at all any more is `not_signed_in`.
 */
async function standingOf({ db }: Platform, userId: UserId, wanted: WorkspaceId | null): Promise<Standing> {
  const row = wanted ? await findStanding(db, wanted, userId) : await findFirstStanding(db, userId)
  if (!row) throw new AppError(wanted ? 'not_found' : 'not_signed_in', { userId, wanted })
  return toStanding(userId, row)
}

function toStanding(userId: UserId, { workspaceId, role, inboxIds }: StandingRow): Standing {
  const seesAll = can(role, 'sessions.read_all')
  return {
    userId,
    role,
    scope: scopeOf(workspaceId, seesAll ? 'all' : inboxIds),
    audience: seesAll ? 'supervisor' : 'agent',
  }
}
