import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { agentId, auditEntryId, cleanText, cursor, moment, page } from './scalars.ts'

/** What somebody did, read or searched. `details` are facts for people, never secrets: which settings, which words. */
export const auditEntryView = z.strictObject({
  id: auditEntryId,
  at: moment,
  /** Null for the system itself. */
  userId: agentId.nullable(),
  userName: z.string().nullable(),
  /** The API key it was done by, where it was not done by hand. */
  apiKeyName: z.string().nullable(),
  /** Such as `transcript.viewed`, `search.messages`, `contact.banned`, `inbox.changed`. */
  action: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.uuid(), label: z.string().nullable() }).nullable(),
  details: z.record(z.string(), z.json()),
  address: z.string().nullable(),
})
export type AuditEntryView = z.output<typeof auditEntryView>

/** The audit log: only ever added to. */
export const auditEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/v1/audit',
    summary: 'Audit entries, newest first',
    access: 'audit.read',
    input: z.strictObject({
      /** An action, or the beginning of one up to its dot: `search`. */
      action: cleanText(60).optional(),
      userId: agentId.optional(),
      subjectId: z.uuid().optional(),
      since: z.coerce.number().pipe(moment).optional(),
      until: z.coerce.number().pipe(moment).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: cursor.optional(),
    }),
    output: page(auditEntryView),
    errors: ['bad_request'],
  }),
}
