/**
 * The audit log: who changed, read or searched what, from where. It is only ever added to, and holds no secrets and
 * nobody's words but those somebody searched for. Changes of settings write themselves, by what their endpoints declare;
 * everything else that is to be seen later calls `recordAudit`. Start reading at `record-audit.ts`.
 */
export { auditRoutes } from './audit-routes.ts'
export { createViewingNotes, type NoteViewing, viewedOf } from './note-viewing.ts'
export { type AuditWho, recordAudit } from './record-audit.ts'
export { recordWrite } from './record-write.ts'
