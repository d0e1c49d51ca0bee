import { mayGrant, type Role } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'

/** Whether the caller, who is `by` at this moment, may give or take a role. A key never touches an owner, whoever made it. */
export const mayGrantAs = ({ apiKey }: AgentContext, by: Role, role: Role): boolean =>
  mayGrant(by, role) && (apiKey === null || role !== 'owner')
