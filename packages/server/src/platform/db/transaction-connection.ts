import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { DatabaseError, type PoolClient } from 'pg'
import { from } from 'pg-copy-streams'
import { type CopyRow, sendRows } from './copy-rows.ts'
import { DatabaseUnavailable, isAftermath, isConnectionLoss } from './database-errors.ts'
import { runStatement, type StatementRules } from './run-statement.ts'

type Settings = Readonly<{ rules: StatementRules; isNamed: boolean; begin: string }>

/**
 * One transaction on one pipelined client: statements leave at once and are answered in order, BEGIN goes with the
 * first, and COMMIT does not wait for the answers before it. PostgreSQL answers COMMIT with ROLLBACK when anything
 * before it failed; the failure itself is what callers are told.
 */
export class TransactionConnection implements DatabaseConnection {
  readonly #client: PoolClient
  readonly #settings: Settings
  readonly #answers: Promise<unknown>[] = []
  #firstError: unknown
  #hasBegun = false
  #isOver = false
  #isCommitSent = false
  #isBroken = false

  constructor(client: PoolClient, settings: Settings) {
    this.#client = client
    this.#settings = settings
  }

  /** Whether the client is in doubt and must not go back to the pool. */
  get isBroken(): boolean {
    return this.#isBroken
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#isOver)
      return Promise.reject(new Error('This transaction is over; its work must be awaited inside'))
    this.#begin()
    return this.#watch(runStatement<Row>(this.#client, query, this.#settings))
  }

  /** Sends a statement whose answer nobody waits for before COMMIT. */
  sendLater(query: CompiledQuery): void {
    if (this.#isOver) throw new Error('This transaction is over; its work must be awaited inside')
    this.#begin()
    this.#watch(runStatement(this.#client, query, this.#settings)).catch(toldByCommit)
  }

  /** Sends rows by COPY. Everything before it must have been awaited: a client that copies does nothing beside. */
  async copy(text: string, rows: readonly CopyRow[]): Promise<void> {
    if (this.#isOver) throw new Error('This transaction is over; its work must be awaited inside')
    this.#begin()
    this.#settings.rules.onStatement?.(text)
    await this.#watch(sendRows(this.#client.query(from(text)), rows))
  }

  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    yield await Promise.reject(new Error('A transaction cannot stream: read in pages, or stream outside it'))
  }

  /** Resolves only when PostgreSQL said COMMIT and every statement before it succeeded. */
  async commit(): Promise<void> {
    this.#isOver = true
    if (!this.#hasBegun) return
    if (this.#firstError !== undefined) throw this.#firstError
    this.#isCommitSent = true
    const committed = this.#watch(this.#client.query('commit'))
    await Promise.allSettled([...this.#answers, committed])
    if (this.#firstError !== undefined) throw this.#firstError
    const { command } = await committed
    if (command !== 'COMMIT') throw new Error(`PostgreSQL answered COMMIT with ${command}`)
  }

  /** Undoes everything. Never throws: the error that led here is the one to report. */
  async rollback(): Promise<void> {
    this.#isOver = true
    // After a failed COMMIT nothing is open: PostgreSQL has already rolled back.
    if (!this.#hasBegun || this.#isCommitSent || this.#isBroken) return
    await this.#watch(this.#client.query('rollback')).catch(() => {
      this.#isBroken = true
    })
    await Promise.allSettled(this.#answers)
  }

  /** The error that explains a failure: the first, where PostgreSQL only said that there had been one. */
  reasonOf(error: unknown): unknown {
    const reason = isAftermath(error) && this.#firstError !== undefined ? this.#firstError : error
    if (!isConnectionLoss(reason) || reason instanceof DatabaseUnavailable) return reason
    return new DatabaseUnavailable('The connection to the database was lost in a transaction', {
      cause: reason,
      mayHaveCommitted: this.#isCommitSent,
    })
  }

  #begin(): void {
    if (this.#hasBegun) return
    this.#hasBegun = true
    this.#watch(this.#client.query(this.#settings.begin)).catch(toldByCommit)
  }

  #watch<T>(answer: Promise<T>): Promise<T> {
    const watched = answer.catch((error: unknown) => {
      this.#firstError ??= error
      // Whatever did not come from the server, or ended the session, leaves the connection in doubt.
      if (!(error instanceof DatabaseError) || isConnectionLoss(error)) this.#isBroken = true
      throw error
    })
    this.#answers.push(watched)
    return watched
  }
}

/** `commit` waits for every answer and throws the first error, so nothing is lost here. */
function toldByCommit(): undefined {
  return undefined
}
