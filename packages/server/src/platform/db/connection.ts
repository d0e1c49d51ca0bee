import type { ClientConfig, types } from 'pg'
import { parserOf } from './type-parsers.ts'

/** Where a database is: what the embedded server hands out, or a `postgres://` address of one's own. */
export type Connection =
  | string
  | Readonly<{ host: string; port: number; user: string; password: string; database: string }>

/** Limits that keep one bad statement from holding the others; all in milliseconds. */
export type TimeLimits = Readonly<{ statementMs?: number; lockMs?: number; idleInTransactionMs?: number }>

type ClientOptions = Readonly<{ applicationName?: string; limits?: TimeLimits }>

/**
 * The settings every connection of this product shares, also those made outside the pool (a listener, a
 * migration): times read as epoch milliseconds, a session in UTC, and limits so that no statement waits for ever.
 */
export function clientConfig(connection: Connection, options: ClientOptions = {}): ClientConfig {
  // A node that is cut off in the middle of a transaction holds its locks for this long: the others wait for them.
  const { statementMs = 30_000, lockMs = 5_000, idleInTransactionMs = 15_000 } = options.limits ?? {}
  return {
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    application_name: options.applicationName ?? 'rapport',
    options: '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres',
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: { getTypeParser: parserOf as typeof types.getTypeParser },
  }
}

/** The same server, another database: how tests and tools step from one to the next. */
export function withDatabase(connection: Connection, database: string): Connection {
  if (typeof connection !== 'string') return { ...connection, database }
  // Not the URL class: `postgres://user:secret@/name?host=/folder` is usual here and no URL to it.
  return connection.replace(/^([a-z]+:\/\/[^/?]*)(?:\/[^?]*)?/i, `$1/${encodeURIComponent(database)}`)
}
