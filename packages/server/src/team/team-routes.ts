import { invitationEndpoints, teamEndpoints } from '@rapport/contract'
import { listBots } from '../inboxes/index.ts'
import { route } from '../platform/http/index.ts'
import { apiKeyRoutes } from './api-key-routes.ts'
import { changeProfile } from './change-profile.ts'
import { changeRole, deactivate, reactivate } from './change-role.ts'
import { addTeam, changeTeam } from './change-team.ts'
import { listInvitations } from './invitation-queries.ts'
import { invite, revokeInvitation } from './invite.ts'
import { loginRoutes } from './login-routes.ts'
import { presentAgent, presentBot, presentInvitation, presentTeam } from './present-team.ts'
import { listTeams } from './team-queries.ts'
import { listMembers } from './user-queries.ts'

/** The endpoints of people inside: signing in, set-up, keys, the team and its invitations. */
export const teamRoutes = [
  ...loginRoutes,
  ...apiKeyRoutes,
  route(teamEndpoints.list, async (ctx) => {
    const { db, scope } = ctx
    const [members, teams, bots] = await Promise.all([
      listMembers(db, scope),
      listTeams(db, scope),
      listBots(db, scope),
    ])
    return {
      agents: members.map((member) => presentAgent(ctx, member)),
      teams: teams.map(presentTeam),
      bots: bots.map((bot) => presentBot(ctx, bot)),
    }
  }),
  route(teamEndpoints.changeRole, async (ctx, { agentId, role }) => {
    const member = await changeRole(ctx, agentId, role)
    return presentAgent(ctx, member)
  }),
  route(teamEndpoints.deactivate, async (ctx, { agentId }) => {
    const member = await deactivate(ctx, agentId)
    return presentAgent(ctx, member)
  }),
  route(teamEndpoints.reactivate, async (ctx, { agentId }) => {
    const member = await reactivate(ctx, agentId)
    return presentAgent(ctx, member)
  }),
  route(teamEndpoints.changeProfile, async (ctx, choices) => {
    const member = await changeProfile(ctx, choices)
    return presentAgent(ctx, member)
  }),
  route(teamEndpoints.createTeam, async (ctx, choices) => {
    const team = await addTeam(ctx, choices)
    return presentTeam(team)
  }),
  route(teamEndpoints.changeTeam, async (ctx, choices) => {
    const team = await changeTeam(ctx, choices)
    return presentTeam(team)
  }),
  route(invitationEndpoints.list, async (ctx) => {
    const invitations = await listInvitations(ctx.db, ctx.scope)
    return { items: invitations.map((invitation) => presentInvitation(invitation)) }
  }),
  route(invitationEndpoints.create, async (ctx, choices) => {
    const { invitation, url } = await invite(ctx, choices)
    return presentInvitation(invitation, url)
  }),
  route(invitationEndpoints.revoke, async (ctx, { invitationId }) => {
    await revokeInvitation(ctx, invitationId)
    return {}
  }),
]
