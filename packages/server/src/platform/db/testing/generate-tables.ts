import { generate, PostgresDialect } from 'kysely-codegen'
import { withDatabase } from '../connection.ts'
import { openDatabase } from '../database.ts'
import { startTestServer } from './start-test-server.ts'

// As type-parsers.ts reads them and run-statement.ts writes them.
const moment = 'ColumnType<number, Date, Date>'
const typeMapping = {
  timestamptz: moment,
  int8: 'number',
  numeric: 'number',
  date: 'string',
  interval: 'string',
  // Text on the way in: a bare array or string would be sent as something else than JSON.
  json: 'ColumnType<unknown, string, string>',
  jsonb: 'ColumnType<unknown, string, string>',
}

/** The types of the tables, read off a database that the migrations have just made. Writes nothing. */
export async function renderTables(): Promise<string> {
  const server = await startTestServer()
  const db = openDatabase(withDatabase(server.connection, server.template), { poolSize: 1 })
  try {
    const generated = await generate({
      db,
      dialect: new PostgresDialect({ defaultSchemas: ['public'] }),
      outFile: null,
      typeMapping,
      customImports: {},
      typeOnlyImports: true,
    })
    return generated.endsWith('\n') ? generated : `${generated}\n`
  } finally {
    await db.destroy()
    await server.stop()
  }
}
