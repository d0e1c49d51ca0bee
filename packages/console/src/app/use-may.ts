import type { Permission } from '@rapport/domain'
import { useMe } from './client.tsx'
import { mayIn } from './may-in.ts'

/** Whether whoever is signed in may do something here: `useMay('contacts.ban')`. */
export const useMay = (permission: Permission): boolean => mayIn(useMe(), permission)
