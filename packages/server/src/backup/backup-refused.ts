/** A backup or a restore that does not go on; the message is one line that says what to do. Nothing was changed. */
export class BackupRefused extends Error {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options)
    this.name = 'BackupRefused'
  }
}
