import type { Permission } from '@rapport/domain'
import { useMe } from './client.tsx'

/**
 * Whether whoever is signed in may do something here: `useMay('contacts.ban')`. By their role, or because the workspace
 * lets its agents: the server works it out and refuses by the same, so that nothing is offered that would be refused.
 */
export const useMay = (permission: Permission): boolean => useMe().permissions.includes(permission)
