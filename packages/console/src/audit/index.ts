/** Who did, read or searched what: the audit log with its filters, and an entry in words. Start in `audit-screen.tsx`. */
export { AuditScreen } from './audit-screen.tsx'
export { useActionName } from './describe-entry.ts'
