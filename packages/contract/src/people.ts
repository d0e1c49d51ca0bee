import { permissions, roles } from '@rapport/domain'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import {
  agentId,
  botId,
  cleanText,
  emailAddress,
  fileId,
  inboxId,
  moment,
  nothing,
  shortName,
  teamId,
  workspaceId,
} from './scalars.ts'
import { workspaceSettings } from './workspaces.ts'

/** A member's role; what each may do is the table in the domain's `permissions.ts`. */
export const role = z.enum(roles)

/** At least 10 characters; anything up to 200, so that phrases and managers' passwords fit. */
export const password = cleanText(200).min(10)
const givenPassword = cleanText(200)

/** Who is signed in, and where they are now. */
export const me = z.strictObject({
  user: z.strictObject({ id: agentId, email: z.string(), name: z.string() }),
  role,
  /** What they may do here: their role's, and what the workspace lets its agents do besides. */
  permissions: z.array(z.enum(permissions)),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  workspace: z.strictObject({ id: workspaceId, name: z.string(), settings: workspaceSettings }),
  workspaces: z.array(z.strictObject({ id: workspaceId, name: z.string(), role })),
  /** Whether this installation has a mail server, so that nobody is offered what it cannot send. */
  sendsMail: z.boolean(),
})
export type Me = z.output<typeof me>

/** `token` comes only when it was asked for; a browser gets a cookie it cannot read instead. */
const signedIn = z.strictObject({ me, token: z.string().nullable() })

/** Coming in and going out. A login is a person's, in all of their workspaces; a session is never a login. */
export const loginEndpoints = {
  signIn: endpoint({
    method: 'POST',
    path: '/api/v1/logins',
    summary: 'Sign in. A browser gets a cookie; `as: "token"` answers a bearer token instead',
    access: 'public',
    input: z.strictObject({
      email: emailAddress,
      password: givenPassword,
      as: z.enum(['cookie', 'token']).default('cookie'),
    }),
    output: signedIn,
    errors: ['wrong_credentials', 'too_many_requests'],
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/api/v1/logins/current',
    summary: 'Sign out: this login and its sockets end within a second',
    access: 'login',
    input: z.strictObject({}),
    output: nothing,
    errors: [],
  }),
  me: endpoint({
    method: 'GET',
    path: '/api/v1/me',
    summary: 'Who is signed in, with what role, in which workspace',
    access: 'login',
    input: z.strictObject({}),
    output: me,
    errors: [],
  }),
}

/** The first workspace of an empty installation. Once there is one, setting up answers like an unknown address. */
export const setupEndpoints = {
  state: endpoint({
    method: 'GET',
    path: '/api/v1/setup',
    summary: 'Whether this installation still waits for its first workspace',
    access: 'public',
    input: z.strictObject({}),
    output: z.strictObject({ needed: z.boolean() }),
    errors: [],
  }),
  run: endpoint({
    method: 'POST',
    path: '/api/v1/setup',
    summary: 'Make the first workspace and its owner, and sign the owner in. Works once',
    access: 'public',
    input: z.strictObject({ workspaceName: shortName, name: shortName, email: emailAddress, password }),
    output: signedIn,
    errors: ['already_set_up'],
  }),
}

/** A member of the workspace, as colleagues see them. */
export const agentView = z.strictObject({
  id: agentId,
  name: z.string(),
  email: z.string(),
  role,
  avatarUrl: z.string().nullable(),
  teamIds: z.array(teamId),
  deactivated: z.boolean(),
})
export type AgentView = z.output<typeof agentView>

/** A group of agents, to which a session can be given and an inbox can belong. */
export const teamView = z.strictObject({ id: teamId, name: z.string(), agentIds: z.array(agentId) })
export type TeamView = z.output<typeof teamView>

/** A bot as colleagues see it: an author with a name and a picture. */
export const botView = z.strictObject({ id: botId, name: z.string(), avatarUrl: z.string().nullable() })

/** `url` is there only in the answer that made it: the token is kept as a hash. */
export const invitationView = z.strictObject({
  id: z.uuid(),
  email: z.string(),
  role,
  expiresAt: moment,
  url: z.string().nullable(),
})
export type InvitationView = z.output<typeof invitationView>

const token = cleanText(100)

/** Agents and teams of the workspace. Whoever loses a right loses it on open screens within a second. */
export const teamEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/team',
    summary: 'Everybody in the workspace: agents, teams and bots',
    access: 'team.read',
    input: z.strictObject({}),
    output: z.strictObject({ agents: z.array(agentView), teams: z.array(teamView), bots: z.array(botView) }),
    errors: [],
  }),
  changeRole: endpoint({
    method: 'POST',
    path: '/api/v1/team/agents/:agentId/role',
    summary: "Change a member's role; their open screens follow within a second",
    access: 'team.manage',
    audit: 'agent.role_changed',
    input: z.strictObject({ agentId, role }),
    output: agentView,
    errors: ['not_found', 'forbidden', 'last_owner'],
  }),
  deactivate: endpoint({
    method: 'POST',
    path: '/api/v1/team/agents/:agentId/deactivate',
    summary: 'Shut a member out of this workspace, within a second',
    access: 'team.manage',
    audit: 'agent.deactivated',
    input: z.strictObject({ agentId }),
    output: agentView,
    errors: ['not_found', 'forbidden', 'last_owner'],
  }),
  reactivate: endpoint({
    method: 'POST',
    path: '/api/v1/team/agents/:agentId/reactivate',
    summary: 'Let a member in again',
    access: 'team.manage',
    audit: 'agent.reactivated',
    input: z.strictObject({ agentId }),
    output: agentView,
    errors: ['not_found', 'forbidden'],
  }),
  changeProfile: endpoint({
    method: 'POST',
    path: '/api/v1/team/profile',
    summary: "Change one's own name and picture as contacts and colleagues see them",
    access: 'team.read',
    input: z.strictObject({ displayName: shortName, avatarFileId: fileId.nullable().optional() }),
    output: agentView,
    errors: ['not_found'],
  }),
  createTeam: endpoint({
    method: 'POST',
    path: '/api/v1/teams',
    summary: 'Make a team',
    access: 'team.manage',
    audit: 'team.created',
    input: z.strictObject({ name: shortName, agentIds: z.array(agentId).max(500).default([]) }),
    output: teamView,
    errors: ['name_taken', 'not_found'],
  }),
  changeTeam: endpoint({
    method: 'POST',
    path: '/api/v1/teams/:teamId',
    summary: "Change a team's name and members",
    access: 'team.manage',
    audit: 'team.changed',
    input: z.strictObject({ teamId, name: shortName, agentIds: z.array(agentId).max(500) }),
    output: teamView,
    errors: ['name_taken', 'not_found'],
  }),
}

/** How people come into a workspace: by a link that its token alone opens, valid for 7 days and once. */
export const invitationEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/invitations',
    summary: 'Invitations nobody has accepted yet',
    access: 'team.manage',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(invitationView) }),
    errors: [],
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/v1/invitations',
    summary: 'Invite somebody by a link, valid for 7 days and once',
    access: 'team.manage',
    audit: 'invitation.created',
    input: z.strictObject({
      email: emailAddress,
      role,
      teamIds: z.array(teamId).max(100).default([]),
      inboxIds: z.array(inboxId).max(100).default([]),
    }),
    output: invitationView,
    errors: ['forbidden', 'email_taken', 'not_found'],
  }),
  revoke: endpoint({
    method: 'DELETE',
    path: '/api/v1/invitations/:invitationId',
    summary: 'Take an invitation back',
    access: 'team.manage',
    audit: 'invitation.revoked',
    input: z.strictObject({ invitationId: z.uuid() }),
    output: nothing,
    errors: ['not_found'],
  }),
  read: endpoint({
    method: 'POST',
    path: '/api/v1/invitations/read',
    summary: 'What an invitation link is for. The token travels in the body, never in a log',
    access: 'public',
    input: z.strictObject({ token }),
    output: z.strictObject({
      workspaceName: z.string(),
      email: z.string(),
      role,
      /** The person already has a sign-in and gives their password, instead of choosing one. */
      hasLogin: z.boolean(),
    }),
    errors: ['not_found'],
  }),
  accept: endpoint({
    method: 'POST',
    path: '/api/v1/invitations/accept',
    summary: 'Accept an invitation, and sign in',
    access: 'public',
    input: z.strictObject({ token, name: shortName, password }),
    output: signedIn,
    errors: ['not_found', 'wrong_credentials', 'too_many_requests'],
  }),
}
