import { withDatabase } from '../connection.ts'
import { readWorkspaceTables } from './read-schema.ts'
import { readRecordedStatements } from './record-statements.ts'
import { type TestServer, withClient } from './start-test-server.ts'
import { findUnscopedTables } from './statement-rules.ts'

/**
 * Examines every statement that the run recorded, and throws with those that read or write a workspace's table without
 * holding it to a workspace. Run after the last test, so that no feature can forget to be examined.
 */
export async function checkRecordedStatements(
  { connection, template }: Pick<TestServer, 'connection' | 'template'>,
  folder: string,
): Promise<void> {
  const tables = await withClient(withDatabase(connection, template), readWorkspaceTables)
  const bad = (await readRecordedStatements(folder)).flatMap((text) => {
    const complaints = findUnscopedTables(text, tables)
    return complaints.length === 0 ? [] : [`${complaints.join('; ')}:\n    ${text}`]
  })
  if (bad.length === 0) return
  throw new Error(
    `${bad.length} statements of this run cross workspaces. Hold each table by its workspace_id, or say ` +
      `/* all workspaces: why */ in the statement:\n  ${bad.join('\n  ')}`,
  )
}
