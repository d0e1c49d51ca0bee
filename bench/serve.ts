/**
 * The product as a benchmark loads it: a process of its own with a usual log level, on the database it comes with and
 * with a workspace, or as a further node beside another. Says where it is, and ends with its parent.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { instant } from '@rapport/domain'
import { startServer } from '../packages/server/src/app.ts'
import { readConfig } from '../packages/server/src/config.ts'
import { type Connection, startEmbeddedPostgres } from '../packages/server/src/platform/db/index.ts'
import { makeExemption } from '../packages/server/src/platform/http/index.ts'
import { createLog } from '../packages/server/src/platform/log/index.ts'
import { aWorkspace } from '../packages/server/src/testing/a-workspace.ts'

type Beside = Readonly<{ connection: Connection; secretKey: string }>

const beside: Beside | null = JSON.parse(process.argv[2] ?? 'null')
const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'))
const port = 20_000 + Math.floor(Math.random() * 12_000)
const log = createLog('warn')
const postgres = beside === null ? await startEmbeddedPostgres({ dataDir, log }) : null
const connection = postgres?.connection ?? beside?.connection
if (connection === undefined) throw new Error('There is no database to serve')
const secretKey = beside?.secretKey ?? randomBytes(32).toString('hex')
const config = {
  ...readConfig({
    PORT: String(port),
    RAPPORT_DATA_DIR: dataDir,
    RAPPORT_DEMO: '0',
    RAPPORT_ALLOWED_NETWORKS: '127.0.0.1/32',
  }),
  secretKey: Buffer.from(secretKey, 'hex'),
}
const generous = { publicRead: 1e9, publicWrite: 1e9, visitor: 1e9, upload: 1e9 }
const server = await startServer(config, { connection, log, rateLimits: generous })

const node = { origin: server.origin, connection, secretKey }
if (beside === null) {
  const { owner, inbox, scope } = await aWorkspace(server.platform.db)
  process.send?.({
    ...node,
    workspaceId: scope.workspaceId,
    inboxId: inbox.id,
    widgetKey: inbox.widget?.key,
    ownerToken: owner.token,
    exemption: makeExemption(server.platform.vault, instant(Date.now() + 55 * 60_000)),
  })
} else process.send?.(node)

/** What the parent may ask: what the process holds (once what it has let go of is gone), and where its time goes. */
async function answer(question: 'cost' | 'begin profile' | 'end profile'): Promise<unknown> {
  if (question === 'begin profile') {
    profiler.connect()
    await profiler.post('Profiler.enable')
    return { begun: await profiler.post('Profiler.start') }
  }
  if (question === 'end profile') return (await profiler.post('Profiler.stop')).profile
  globalThis.gc?.()
  return { rssBytes: process.memoryUsage.rss(), cpu: process.cpuUsage() }
}

const profiler = new Session()
process.on('message', (question: Parameters<typeof answer>[0]) => {
  void answer(question).then((said) => process.send?.(said))
})
process.on('disconnect', () => {
  void server.stop().then(async () => {
    await postgres?.stop()
    rmSync(dataDir, { recursive: true, force: true })
    process.exit(0)
  })
})
