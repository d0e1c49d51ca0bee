import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { DatabaseError, type Pool, type PoolClient } from 'pg'
import Cursor from 'pg-cursor'
import { acquireClient } from './acquire-client.ts'
import { DatabaseUnavailable, isConnectionLoss, isOutdatedPlan } from './database-errors.ts'
import { runStatement, type StatementRules } from './run-statement.ts'

/** What a database is made of: a pipelined pool for statements, a plain one, and the rules of sending. */
export type DatabaseParts = Readonly<{
  pool: Pool
  /** Made on first use: neither a cursor nor a COPY can share a pipelined connection. */
  plainPool: () => Pool
  acquireMs: number
  rules: StatementRules
  close: () => Promise<void>
}>

/** Kysely over node-postgres, with named statements and connections that outlast a restart of the database. */
export function createPoolDialect(parts: DatabaseParts): Dialect {
  return {
    createDriver: () => new PoolDriver(parts),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

class PoolDriver implements Driver {
  readonly #parts: DatabaseParts

  constructor(parts: DatabaseParts) {
    this.#parts = parts
  }

  async init(): Promise<void> {
    // The pool connects when it is first asked to.
  }

  acquireConnection(): Promise<PoolConnection> {
    return Promise.resolve(new PoolConnection(this.#parts))
  }

  beginTransaction(): Promise<void> {
    return refuseTransaction()
  }

  commitTransaction(): Promise<void> {
    return refuseTransaction()
  }

  rollbackTransaction(): Promise<void> {
    return refuseTransaction()
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof PoolConnection) connection.release()
  }

  async destroy(): Promise<void> {
    await this.#parts.close()
  }
}

function refuseTransaction(): Promise<never> {
  return Promise.reject(
    new Error('Transactions are made by inTransaction, which knows when they may be repeated'),
  )
}

/** Takes its client with the first statement, so that a stream never holds a pipelined one as well. */
class PoolConnection implements DatabaseConnection {
  readonly #parts: DatabaseParts
  #client: PoolClient | undefined
  #isBroken = false

  constructor(parts: DatabaseParts) {
    this.#parts = parts
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { pool, acquireMs, rules } = this.#parts
    this.#client ??= await acquireClient(pool, acquireMs)
    try {
      return await runStatement<Row>(this.#client, query, { rules, isNamed: true })
    } catch (error) {
      if (isOutdatedPlan(error)) return await this.#repeatUnnamed<Row>(this.#client, query)
      const isLost = isConnectionLoss(error)
      // Whatever did not come from the server, or ended the session, leaves the connection in doubt.
      if (isLost || !(error instanceof DatabaseError)) this.#isBroken = true
      throw isLost
        ? new DatabaseUnavailable('The connection to the database was lost', { cause: error })
        : error
    }
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkRows: number): AsyncIterableIterator<QueryResult<Row>> {
    const { plainPool, acquireMs, rules } = this.#parts
    rules.onStatement?.(query.sql)
    const client = await acquireClient(plainPool(), acquireMs)
    const cursor = client.query(new Cursor<Row>(query.sql, [...query.parameters]))
    let isBroken = true
    try {
      for (;;) {
        const rows = await cursor.read(chunkRows)
        if (rows.length === 0) break
        yield { rows }
      }
      isBroken = false
    } finally {
      // A reader that stops early leaves a cursor half read: closing the connection ends it for certain.
      client.release(isBroken)
    }
  }

  /** The plan is outdated on this connection for good, so the connection goes with it. */
  async #repeatUnnamed<Row>(client: PoolClient, query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#isBroken = true
    return await runStatement<Row>(client, query, { rules: this.#parts.rules, isNamed: false })
  }

  release(): void {
    this.#client?.release(this.#isBroken)
    this.#client = undefined
  }
}
