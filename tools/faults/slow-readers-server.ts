/**
 * The product in a process of its own that says what it costs, and counts the readers it found too slow. Ends with its
 * parent.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeCodes } from '@rapport/contract'
import { startServer } from '../../packages/server/src/app.ts'
import { readConfig } from '../../packages/server/src/config.ts'
import { startEmbeddedPostgres } from '../../packages/server/src/platform/db/index.ts'
import { createLog } from '../../packages/server/src/platform/log/index.ts'
import { aPlace } from '../../packages/server/src/testing/a-place.ts'

/** How it is: what it holds once what it has let go of is gone, and when readers were closed for being slow, by its own clock. */
export type ServerCost = Readonly<{ rssBytes: number; slowAt: readonly number[] }>

const dataDir = mkdtempSync(join(tmpdir(), 'rapport-faults-'))
chmodSync(dataDir, 0o755)
const slowAt: number[] = []
const log = createLog('info', {
  write(line: string) {
    const said = JSON.parse(line) as { code?: number; level: number }
    if (said.code === closeCodes.tooSlow) slowAt.push(Date.now())
    else if (said.level > 40) process.stderr.write(line)
  },
})
const postgres = await startEmbeddedPostgres({ dataDir, log })
const secretKey = randomBytes(32)
const port = 20_000 + Math.floor(Math.random() * 12_000)
const config = {
  ...readConfig({ PORT: String(port), RAPPORT_DATA_DIR: dataDir, RAPPORT_DEMO: '0' }),
  secretKey,
}
const server = await startServer(config, { connection: postgres.connection, log })
process.send?.({ origin: server.origin, place: await aPlace(postgres.connection, secretKey) })

process.on('message', () => {
  globalThis.gc?.()
  const cost: ServerCost = { rssBytes: process.memoryUsage.rss(), slowAt: [...slowAt] }
  process.send?.(cost)
})
process.on('disconnect', () => {
  void server.stop().then(async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
    process.exit(0)
  })
})
