import type { AgentView, InvitationView, Me, TeamView } from '@rapport/contract'
import { type FileId, permissionsIn, type WorkspaceId } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { avatarUrl } from '../platform/files/index.ts'
import { readSettings } from '../workspaces/index.ts'
import type { Myself } from './find-me.ts'
import type { Invitation } from './invitation-queries.ts'
import type { Team } from './team-queries.ts'
import type { Member } from './user-queries.ts'

/** What pictures' addresses are made with. */
export type Presenting = Pick<Platform, 'vault' | 'filesOrigin' | 'publicOrigin'> & Readonly<{ scope: Scope }>

/** What the API answers about a member. */
export const presentAgent = (ctx: Presenting, member: Member): AgentView => ({
  id: member.id,
  name: member.name,
  email: member.email,
  role: member.role,
  avatarUrl: avatarUrl(ctx, ctx.scope, member.avatarFileId),
  teamIds: [...member.teamIds],
  deactivated: member.deactivated,
})

/** What the API answers about a team. */
export const presentTeam = ({ id, name, agentIds }: Team): TeamView => ({ id, name, agentIds: [...agentIds] })

/** What the API answers about a bot among the team. */
export const presentBot = <Id>(
  ctx: Presenting,
  { id, name, avatarFileId }: Readonly<{ id: Id; name: string; avatarFileId: FileId | null }>,
) => ({ id, name, avatarUrl: avatarUrl(ctx, ctx.scope, avatarFileId) })

/** What the API answers about an invitation; its link only where it was just made. */
export const presentInvitation = (invitation: Invitation, url: string | null = null): InvitationView => ({
  id: invitation.id,
  email: invitation.email,
  role: invitation.role,
  expiresAt: invitation.expiresAt,
  url,
})

/** What the API answers about oneself. */
export function presentMe(
  platform: Pick<Platform, 'vault' | 'filesOrigin' | 'publicOrigin' | 'mail'>,
  { userId, here, places }: Myself,
): Me {
  const id: WorkspaceId = here.workspaceId
  const settings = readSettings(here.settings)
  return {
    user: { id: userId, email: here.email, name: here.name },
    role: here.role,
    permissions: permissionsIn(here.role, settings),
    displayName: here.displayName,
    avatarUrl: avatarUrl(platform, here, here.avatarFileId),
    workspace: { id, name: here.workspaceName, settings },
    workspaces: places.map(({ workspaceId, workspaceName, role }) => ({
      id: workspaceId,
      name: workspaceName,
      role,
    })),
    sendsMail: platform.mail !== null,
  }
}
