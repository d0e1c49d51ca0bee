import {
  type CompiledQuery,
  DefaultQueryExecutor,
  Kysely,
  type QueryExecutorProvider,
  Transaction,
} from 'kysely'
import { acquireClient } from './acquire-client.ts'
import type { CopyRow } from './copy-rows.ts'
import { type Db, internalsOf, type Kinds, type Tx } from './database.ts'
import { isAftermath, isConflict, isConnectionLoss, isOutdatedPlan } from './database-errors.ts'
import type { Tables } from './tables.ts'
import { TransactionConnection } from './transaction-connection.ts'

/** How a transaction runs. It is repeated when that is certain to be harmless, three times by default. */
export type TransactionOptions = Readonly<{
  retries?: number
  /** `repeatable read` gives several reads one view of the data; the default is PostgreSQL's read committed. */
  isolation?: 'repeatable read' | 'serializable'
  /** Whether rows come in by COPY. Such a transaction answers one statement before it sends the next. */
  copies?: boolean
}>

type State = Readonly<{ connection: TransactionConnection; hooks: (() => void)[]; copies: boolean }>

const states = new WeakMap<Tx, State>()

/**
 * Runs a function in a transaction: everything it wrote is there afterwards, or nothing and the error is thrown.
 *
 * The function runs again, on a new transaction, when the database undid it (40001, 40P01) or was lost before COMMIT
 * was sent; so it must do nothing outside the database but through `afterCommit`. BEGIN travels with its first
 * statement, and COMMIT right behind what `writeLater` sent: the usual write costs two round trips.
 */
export async function inTransaction<T>(
  source: Db | Readonly<{ db: Db }>,
  fn: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const db = source instanceof Kysely ? source : source.db
  const { retries = 3 } = options
  let isNamed = true
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await runOnce(db, fn, { ...options, isNamed })
    } catch (error) {
      if (attempt >= retries || !isRepeatable(error)) throw error
      if (isOutdatedPlan(error)) isNamed = false
    }
  }
}

/** A kysely builder or an `sql` tag, not yet executed. */
export type Statement = Readonly<{ compile: (executor: QueryExecutorProvider) => CompiledQuery<unknown> }>

/**
 * Sends a write without waiting for its answer. It fails the transaction, with its own error, if it fails; what
 * the function does meanwhile travels in the same round trip.
 */
export function writeLater(tx: Tx, query: Statement): void {
  stateOf(tx).connection.sendLater(query.compile(tx))
}

/**
 * Does something once the transaction is certainly committed, and never if it is not: the place for waking followers.
 * It must be quick and must not fail; an error is logged, as the write it belongs to has already happened.
 */
export function afterCommit(tx: Tx, hook: () => void): void {
  stateOf(tx).hooks.push(hook)
}

/** Whether rows go by COPY in this transaction: many times faster than statements, where there are many rows. */
export const isCopying = (tx: Tx): boolean => stateOf(tx).copies

/**
 * Rows into a table by COPY, in a transaction that was opened for it. Each row carries its own workspace; columns are
 * those of the first. The table's name is never a caller's words.
 */
export async function copyRows(tx: Tx, table: string, rows: readonly CopyRow[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first).map((name) => `"${name}"`)
  const text = `/* all workspaces: every row carries its own */ copy ${table} (${columns.join(', ')}) from stdin`
  await stateOf(tx).connection.copy(text, rows)
}

type RunOptions = TransactionOptions & Readonly<{ isNamed: boolean }>

async function runOnce<T>(db: Db, fn: (tx: Tx) => Promise<T>, options: RunOptions): Promise<T> {
  const { parts, kinds, log } = internalsOf(db)
  const { copies = false } = options
  const client = await acquireClient(copies ? parts.plainPool() : parts.pool, parts.acquireMs)
  const connection = new TransactionConnection(client, {
    rules: parts.rules,
    isNamed: options.isNamed,
    begin: options.isolation ? `begin isolation level ${options.isolation}` : 'begin',
  })
  const hooks: (() => void)[] = []
  let result: T
  try {
    const tx = createTx(kinds, connection)
    states.set(tx, { connection, hooks, copies })
    result = await fn(tx)
    await connection.commit()
  } catch (error) {
    await connection.rollback()
    throw connection.reasonOf(error)
  } finally {
    client.release(connection.isBroken)
  }
  for (const hook of hooks) {
    try {
      hook()
    } catch (error) {
      log.error({ error: String(error) }, 'Something after a commit failed')
    }
  }
  return result
}

function createTx({ dialect, compiler, adapter, driver }: Kinds, connection: TransactionConnection): Tx {
  // Kysely's own transactions answer one statement before they send the next; this one lets them travel together.
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => consumer(connection),
  })
  return new Transaction<Tables>({ config: { dialect }, dialect, driver, executor }) as Tx
}

function stateOf(tx: Tx): State {
  const state = states.get(tx)
  if (!state) throw new Error('This is not a transaction that inTransaction made')
  return state
}

function isRepeatable(error: unknown): boolean {
  if (isAftermath(error)) return false
  const isLostBeforeCommit =
    isConnectionLoss(error) && (error as { mayHaveCommitted?: boolean }).mayHaveCommitted !== true
  return isConflict(error) || isOutdatedPlan(error) || isLostBeforeCommit
}
