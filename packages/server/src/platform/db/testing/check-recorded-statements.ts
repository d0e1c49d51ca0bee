import { readRecordedStatements } from './record-statements.ts'
import type { TestServer } from './start-test-server.ts'

/** Examines what the run recorded. */
export async function checkRecordedStatements(_server: TestServer, folder: string): Promise<void> {
  await readRecordedStatements(folder)
}
