/**
 * The product as a benchmark loads it: a process of its own with a usual log level and the database it comes with,
 * a workspace, and as many visitors as are asked for. Says where it is on one line of JSON, and ends with its parent.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant } from '@rapport/domain'
import { startServer } from '../packages/server/src/app.ts'
import { readConfig } from '../packages/server/src/config.ts'
import { startEmbeddedPostgres } from '../packages/server/src/platform/db/index.ts'
import { makeExemption } from '../packages/server/src/platform/http/index.ts'
import { createLog } from '../packages/server/src/platform/log/index.ts'
import { aWorkspace } from '../packages/server/src/testing/a-workspace.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'))
const port = 20_000 + Math.floor(Math.random() * 20_000)
const log = createLog('warn')
const postgres = await startEmbeddedPostgres({ dataDir, log })
const config = {
  ...readConfig({ PORT: String(port), RAPPORT_DATA_DIR: dataDir, RAPPORT_DEMO: '0' }),
  secretKey: randomBytes(32),
}
const generous = { publicRead: 1e9, publicWrite: 1e9, visitor: 1e9, upload: 1e9 }
const server = await startServer(config, { connection: postgres.connection, log, rateLimits: generous })
const { owner, inbox, scope } = await aWorkspace(server.platform.db)

process.send?.({
  origin: server.origin,
  connection: postgres.connection,
  workspaceId: scope.workspaceId,
  inboxId: inbox.id,
  widgetKey: inbox.widget?.key,
  ownerToken: owner.token,
  exemption: makeExemption(server.platform.vault, instant(Date.now() + 55 * 60_000)),
})
process.on('disconnect', () => {
  void server.stop().then(async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
    process.exit(0)
  })
})
