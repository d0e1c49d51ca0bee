/**
 * Backups: one file that holds every table as one moment saw it, and every file its rows name; and the way back.
 *
 * A backup is whole or it is not there, and says so of itself: nothing of one that was cut off or altered is ever used. A
 * restore is one transaction: it replaces everything, or changes nothing. Start reading at `backup-format.ts`, then
 * `make-backup.ts` and `restore-backup.ts`.
 */
export { BackupRefused } from './backup-refused.ts'
export { listLostSecrets } from './lost-secrets.ts'
export { type BackupOptions, type BackupReport, makeBackup } from './make-backup.ts'
export {
  type CheckedBackup,
  checkBackup,
  type RestoreOptions,
  type RestoreReport,
  restoreBackup,
} from './restore-backup.ts'
export { isServerConnected } from './restore-queries.ts'
