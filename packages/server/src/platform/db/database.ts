import {
  type Dialect,
  type DialectAdapter,
  type Driver,
  Kysely,
  type QueryCompiler,
  type Transaction,
} from 'kysely'
import { Pool, type PoolClient } from 'pg'
import { type Connection, clientConfig, type TimeLimits } from './connection.ts'
import { type DatabaseLog, silentLog } from './database-log.ts'
import { createPoolDialect, type DatabaseParts } from './pool-dialect.ts'
import { createStatementNames } from './statement-names.ts'
import type { Tables } from './tables.ts'

declare const kind: unique symbol

/** The database, outside any transaction. Not a `Tx`: what must run in a transaction does not accept it. */
export type Db = Kysely<Tables> & { readonly [kind]: 'database' }

/** One transaction, alive until the function given to `inTransaction` returns. Not a `Db`. */
export type Tx = Transaction<Tables> & { readonly [kind]: 'transaction' }

/** For reads that are right inside a transaction as well as outside one. */
export type DbOrTx = Db | Tx

/** How a database is opened. Times in milliseconds. */
export type DatabaseOptions = Readonly<{
  log?: DatabaseLog
  /** Connections at most; 16 by default. */
  poolSize?: number
  /** How long a caller waits for a connection, also while the database restarts; 5 s by default. */
  acquireMs?: number
  applicationName?: string
  limits?: TimeLimits
  /** Told the text of every statement, before it is sent. */
  onStatement?: (text: string) => void
}>

/** What kysely needs to build a transaction; the same for all of one database. */
export type Kinds = Readonly<{
  dialect: Dialect
  driver: Driver
  compiler: QueryCompiler
  adapter: DialectAdapter
}>

type Internals = Readonly<{ parts: DatabaseParts; kinds: Kinds; log: DatabaseLog }>

const internals = new WeakMap<object, Internals>()

/**
 * Opens a database without connecting yet; `db.destroy()` closes it. Moments come back as epoch milliseconds and
 * are handed over as `new Date(ms)`, bigint and numeric come back as numbers, jsonb comes back parsed and is handed
 * over as `JSON.stringify(…)`, uuid is text.
 */
export function openDatabase(connection: Connection, options: DatabaseOptions = {}): Db {
  const { log = silentLog, acquireMs = 5_000 } = options
  const parts = createParts(connection, { ...options, log, acquireMs })
  const dialect = createPoolDialect(parts)
  const db = new Kysely<Tables>({ dialect }) as Db
  const kinds = {
    dialect,
    driver: dialect.createDriver(),
    compiler: dialect.createQueryCompiler(),
    adapter: dialect.createAdapter(),
  }
  internals.set(db, { parts, kinds, log })
  return db
}

/** For this folder only: what `openDatabase` made a database of. */
export function internalsOf(db: Db): Internals {
  const found = internals.get(db)
  if (!found) throw new Error('This is not a database that openDatabase returned')
  return found
}

const plainPoolSize = 4
const plainStatementMs = 10 * 60_000

type PartsOptions = DatabaseOptions & Readonly<{ log: DatabaseLog; acquireMs: number }>

function createParts(connection: Connection, options: PartsOptions): DatabaseParts {
  const { log, acquireMs, poolSize = 16, limits = {}, applicationName } = options
  const named = applicationName === undefined ? {} : { applicationName }
  // Opening one takes several round trips, and somebody waits for them: one that was needed is kept for its next turn.
  const base = { connectionTimeoutMillis: acquireMs, idleTimeoutMillis: 600_000 }
  const pool = watched(
    new Pool({ ...clientConfig(connection, { ...named, limits }), ...base, max: poolSize, pipeline: true }),
    log,
  )
  let plain: Pool | undefined

  function plainPool(): Pool {
    const patient = { ...limits, statementMs: plainStatementMs }
    plain ??= watched(
      new Pool({ ...clientConfig(connection, { ...named, limits: patient }), ...base, max: plainPoolSize }),
      log,
    )
    return plain
  }

  return {
    pool,
    plainPool,
    acquireMs,
    rules: { names: createStatementNames(), onStatement: options.onStatement },
    close: async () => {
      await Promise.all([pool.end(), plain?.end()])
    },
  }
}

/** Without a listener on the pool and on each client, also while checked out, a dying database ends the process. */
function watched(pool: Pool, log: DatabaseLog): Pool {
  const lost = (error: Error) => {
    if (!pool.ending) log.warn({ error: String(error) }, 'A database connection was lost')
  }
  pool.on('error', () => undefined) // the client says it as well
  const clients = new Set<PoolClient>()
  connected.set(pool, clients)
  pool.on('connect', (client) => {
    client.on('error', lost)
    clients.add(client)
  })
  pool.on('remove', (client) => clients.delete(client))
  return pool
}

const connected = new WeakMap<Pool, Set<PoolClient>>()

/** For this folder only: every client of a pool, at work or not. */
export const clientsOf = (pool: Pool): readonly PoolClient[] => [...(connected.get(pool) ?? [])]
