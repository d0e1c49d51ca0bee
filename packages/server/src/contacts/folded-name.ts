import { fold } from '@rapport/domain'

/** A contact's name as lists and search compare it: whoever writes the name writes this with it. */
export const foldedName = (name: string | null): string => fold(name ?? '')
