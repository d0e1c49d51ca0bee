import type { Endpoints, InputOf } from '@rapport/contract/light'

/** A file of sessions that is asked for: which sessions, in which format, and with what of them. */
export type ExportOrder = Omit<InputOf<Endpoints['exports']['create']>, 'clientId'>
