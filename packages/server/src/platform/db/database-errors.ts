import { DatabaseError } from 'pg'

/**
 * The database cannot be reached now, or went away in the middle: answered as 503, and worth another try.
 * `mayHaveCommitted` is true when it went away after COMMIT was sent, so only an idempotent retry is safe.
 */
export class DatabaseUnavailable extends Error {
  readonly mayHaveCommitted: boolean

  constructor(message: string, options: ErrorOptions & { mayHaveCommitted?: boolean } = {}) {
    super(message, options)
    this.name = 'DatabaseUnavailable'
    this.mayHaveCommitted = options.mayHaveCommitted ?? false
  }
}

/** PostgreSQL's five-character code of what went wrong; nothing when the error is not PostgreSQL's. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined
}

/** A row like this is there already; with a name, only when that constraint or index says so. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof DatabaseError) || error.code !== '23505') return false
  return constraint === undefined || error.constraint === constraint
}

const socketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'])

// Shutting down, crashed, starting up, and too many connections: all pass.
const passingStates = new Set(['57P01', '57P02', '57P03', '53300'])

// node-postgres has no codes for these.
const lostWords = /connection terminated|not queryable|timeout expired|timeout exceeded|read timeout/i

/** Whether the way to the database broke, as opposed to the database refusing what was asked. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true
  if (!(error instanceof Error)) return false
  const state = sqlStateOf(error)
  if (state !== undefined) return passingStates.has(state) || state.startsWith('08')
  const { code } = error as NodeJS.ErrnoException
  return (code !== undefined && socketCodes.has(code)) || lostWords.test(error.message)
}

/** A prepared statement met a table that a migration changed; the same text, prepared anew, works. */
export function isOutdatedPlan(error: unknown): boolean {
  return sqlStateOf(error) === '0A000' && (error as Error).message.includes('cached plan')
}

/** Two transactions stood in each other's way and this one was undone: doing it again is the cure. */
export function isConflict(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state === '40001' || state === '40P01'
}

/** What PostgreSQL says to everything after the first error of a transaction; never the reason itself. */
export function isAftermath(error: unknown): boolean {
  return sqlStateOf(error) === '25P02'
}
