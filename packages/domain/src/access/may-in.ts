import type { WorkspaceSettings } from '../workspace-settings.ts'
import { can, type Permission, permissions, type Role } from './permissions.ts'

type Grants = Pick<WorkspaceSettings, 'agentsMay'>

/** Whether a member may do something where these settings hold: by their role, or because the workspace lets its agents. */
export const mayIn = (role: Role, permission: Permission, { agentsMay }: Grants): boolean =>
  can(role, permission) || (role === 'agent' && (agentsMay as readonly Permission[]).includes(permission))

/** Everything a member may do where these settings hold, in the order of `permissions`. */
export const permissionsIn = (role: Role, settings: Grants): Permission[] =>
  permissions.filter((permission) => mayIn(role, permission, settings))
