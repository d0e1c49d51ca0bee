/** A process that works on exports and does nothing else, slowly, until it is killed or its input ends: `node export-worker.ts <database> <folder>`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { asId, type WorkspaceId } from '@rapport/domain'
import { openDatabase } from '../../platform/db/index.ts'
import { openDiskStore } from '../../platform/files/index.ts'
import { startWorker } from '../../platform/jobs/index.ts'
import { aPlatform } from '../../testing/a-platform.ts'
import { csvFormat } from '../csv-format.ts'
import { exportSetup } from '../export-setup.ts'
import type { ExportedSession, Format } from '../format.ts'
import { type Running, runExport, runExportKind } from '../run-export.ts'

const [connection = '', folder = '', sessionMs = '0'] = process.argv.slice(2)
const platform = aPlatform(openDatabase(connection, { poolSize: 4 }), { files: await openDiskStore(folder) })

async function* slowly(sessions: AsyncIterable<ExportedSession>): AsyncGenerator<ExportedSession> {
  for await (const session of sessions) {
    await sleep(Number(sessionMs))
    yield session
  }
}
const slowCsv: Format = {
  ...csvFormat,
  writePart: (head, part, open) =>
    csvFormat.writePart(head, { ...part, sessions: slowly(part.sessions) }, open),
}
const setup = { formats: { ...exportSetup.formats, csv: slowCsv }, sessionsPerPart: 10, sessionsAtOnce: 0 }
// It outlives nobody: whoever started it holds the other end.
process.stdin.on('end', () => process.exit()).resume()
startWorker({
  ...platform,
  lane: 'exports',
  concurrency: 1,
  leaseMs: 600,
  pollMs: 50,
  handlers: {
    [runExportKind]: ({ workspaceId, payload }) =>
      runExport(platform, setup, {
        workspaceId: asId<WorkspaceId>(workspaceId),
        ...(payload as Pick<Running, 'exportId'>),
      }),
  },
})
