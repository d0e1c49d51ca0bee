import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { checkRecordedStatements } from './check-recorded-statements.ts'
import { makeRecordFolder } from './record-statements.ts'
import { startTestServer, type TestServer } from './start-test-server.ts'

let server: TestServer | undefined
let recordFolder: string | undefined

/** Before the first database test: one server, one migrated template, one folder for the statements of the run. */
export async function setup(project: TestProject): Promise<void> {
  recordFolder = await makeRecordFolder()
  server = await startTestServer()
  const { connection, template } = server
  project.provide('testDatabase', { connection, template, recordFolder })
}

/** After the last: every statement of the run is examined, and one that crosses workspaces fails the run. */
export async function teardown(): Promise<void> {
  if (!server || recordFolder === undefined) return
  try {
    await checkRecordedStatements(server, recordFolder)
    await rm(recordFolder, { recursive: true, force: true }) // kept when it failed, to be read
  } finally {
    await server.stop()
  }
}
