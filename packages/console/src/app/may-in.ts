import type { Me } from '@rapport/contract/light'
import type { Permission } from '@rapport/domain'

/**
 * Whether somebody may do something in their workspace: by their role, or because the workspace lets its agents. The
 * server works it out and refuses by the same, so that nothing is offered that would be refused.
 */
export const mayIn = ({ permissions }: Pick<Me, 'permissions'>, permission: Permission): boolean =>
  permissions.includes(permission)
