import type { Me } from '@rapport/contract/light'
import { can, type Permission } from '@rapport/domain'

/**
 * Whether somebody may do something in their workspace: by their role, or because the workspace lets its agents. The
 * server refuses by the same rule, so that nothing is offered that would be refused.
 */
export function mayIn({ role, workspace }: Pick<Me, 'role' | 'workspace'>, permission: Permission): boolean {
  const granted: readonly Permission[] = workspace.settings.agentsMay
  return can(role, permission) || granted.includes(permission)
}
