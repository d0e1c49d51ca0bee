import type { AuditEntryView, auditEndpoints, CheckedInputOf } from '@rapport/contract'
import type { z } from 'zod'
import type { AgentContext } from '../platform/context.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { type AuditRow, listAuditEntries } from './audit-queries.ts'

/** What may be asked of the log, as the endpoint reads it. */
export type AuditRequest = CheckedInputOf<typeof auditEndpoints.list>

/** A page of the log, newest first, and where the next one begins. */
export async function listAudit(
  ctx: AgentContext,
  { limit, cursor, ...request }: AuditRequest,
): Promise<Readonly<{ items: AuditEntryView[]; next: string | null }>> {
  const found = await listAuditEntries(ctx.db, ctx.scope, {
    action: request.action ?? null,
    userId: request.userId ?? null,
    subjectId: request.subjectId ?? null,
    since: request.since ?? null,
    until: request.until ?? null,
    before: cursor === undefined ? null : decodeKey(cursor),
    limit: limit + 1,
  })
  const { items, next } = pageOf(found, limit, ({ at, id }) => ({ at, id }))
  return { items: items.map(present), next }
}

const present = ({ subjectKind, subjectId, label, details, ...row }: AuditRow): AuditEntryView => ({
  id: row.id,
  at: row.at,
  userId: row.userId,
  userName: row.userName,
  apiKeyName: row.apiKeyName,
  action: row.action,
  subject: subjectKind === null || subjectId === null ? null : { kind: subjectKind, id: subjectId, label },
  details: details as Record<string, z.core.util.JSONType>,
  address: row.address,
})
