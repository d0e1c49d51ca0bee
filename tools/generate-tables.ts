import { renderTables } from '../packages/server/src/platform/db/testing/generate-tables.ts'
import type { FileGenerator } from './file-generator.ts'

/** Writes the types of the tables from a database that the migrations have just made, so that they cannot differ. */
export const tablesGenerator: FileGenerator = {
  name: 'tables',
  run: async () => new Map([['packages/server/src/platform/db/generated/tables.ts', await renderTables()]]),
}
