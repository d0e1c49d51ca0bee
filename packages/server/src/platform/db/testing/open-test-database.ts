import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Connection, withDatabase } from '../connection.ts'
import { type DatabaseOptions, type Db, openDatabase } from '../database.ts'
import { recordStatement } from './record-statements.ts'
import { testPrefix, withClient } from './start-test-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    testDatabase: { connection: Connection; template: string; recordFolder: string }
  }
}

/** A database of one's own, as the migrations leave it. `close` lets go of it; the next run drops it. */
export type TestDatabase = Readonly<{
  db: Db
  connection: Connection
  /** Every statement sent through `db`, in order. */
  statements: string[]
  /** A second pool on the same database, recorded as well. */
  open: (options?: DatabaseOptions) => Db
  close: () => Promise<void>
}>

/**
 * Clones the migrated template: about 35 ms, so every test file has its own database. Call it in `beforeAll` and
 * `close` in `afterAll`. Statements are recorded for the rule check at the end of the run.
 */
export async function openTestDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  const { connection: server, template, recordFolder } = inject('testDatabase')
  const name = `${testPrefix}${randomBytes(8).toString('hex')}`
  await withClient(server, async (client) => {
    // Cloning needs the template to itself, so test files take turns.
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    await client.query(`create database ${name} template ${template}`)
  })
  const connection = withDatabase(server, name)
  const statements: string[] = []
  const opened: Db[] = []

  function open(more: DatabaseOptions = {}): Db {
    const db = openDatabase(connection, {
      poolSize: 8,
      ...options,
      ...more,
      onStatement: (text) => {
        statements.push(text)
        recordStatement(recordFolder, text)
        more.onStatement?.(text)
      },
    })
    opened.push(db)
    return db
  }

  return {
    db: open(),
    connection,
    statements,
    open,
    close: async () => {
      await Promise.all(opened.map((db) => db.destroy()))
    },
  }
}
