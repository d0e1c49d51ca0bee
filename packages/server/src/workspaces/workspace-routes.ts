import { type WorkspaceView, workspaceEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { changeWorkspace, getWorkspace, type Workspace } from './change-workspace.ts'

/** What the API answers about a workspace. */
const presentWorkspace = ({ id, name, settings }: Workspace): WorkspaceView => ({ id, name, settings })

/** The workspace's own endpoints. */
export const workspaceRoutes = [
  route(workspaceEndpoints.get, async (ctx) => {
    const workspace = await getWorkspace(ctx.db, ctx.scope)
    return presentWorkspace(workspace)
  }),
  route(workspaceEndpoints.change, async (ctx, change) => {
    const workspace = await changeWorkspace(ctx, change)
    return presentWorkspace(workspace)
  }),
]
