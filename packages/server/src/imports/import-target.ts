import type { Instant } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'

/** Where sessions are imported to. It needs no running server, and does not mind one. */
export type ImportTarget = Readonly<{ db: Db; scope: Scope; now(): Instant }>
