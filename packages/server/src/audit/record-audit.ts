import { randomUUIDv7 } from 'node:crypto'
import { type Actor, type AuditEntryId, asId, type Instant } from '@rapport/domain'
import type { KeyGrant, Scope } from '../platform/context.ts'
import type { DbOrTx } from '../platform/db/index.ts'
import { insertAuditEntry } from './audit-queries.ts'

/**
 * Who did it, as a request's context says: an agent by hand or by an API key, or the system. Work that goes on without a
 * request comes from nowhere: its address is empty.
 */
export type AuditWho = Readonly<{
  scope: Scope
  actor: Actor
  now(): Instant
  apiKey?: KeyGrant | null
  address?: string
}>

/** What it was done to. `kind` is the product's word for it, such as `inbox` or `session`. */
export type AuditSubject = Readonly<{ kind: string; id: string }>

/** What is kept of it. `action` is `<noun>.<verb in the past>`; `details` are facts for people, never secrets. */
export type NewAuditEntry = Readonly<{
  action: string
  subject?: AuditSubject | null
  details?: Readonly<Record<string, unknown>>
}>

/**
 * Adds an entry to the audit log: in the caller's transaction, if what it tells of is written there, so that there is
 * neither one without the other.
 */
export async function recordAudit(db: DbOrTx, who: AuditWho, entry: NewAuditEntry): Promise<void> {
  const { actor, apiKey = null, address = '' } = who
  await insertAuditEntry(db, who.scope, {
    id: asId<AuditEntryId>(randomUUIDv7()),
    at: who.now(),
    actor,
    apiKeyId: apiKey?.id ?? null,
    userId: actor.kind === 'agent' ? actor.id : null,
    action: entry.action,
    subject: entry.subject ?? null,
    details: entry.details ?? {},
    address: address === '' ? null : address,
  })
}
