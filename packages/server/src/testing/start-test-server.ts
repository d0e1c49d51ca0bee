import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { PortInUse, type Server, type StartOverrides, startServer } from '../app.ts'
import { type Config, readConfig } from '../config.ts'
import type { Connection } from '../platform/db/index.ts'
import { recordStatement } from '../platform/db/testing/record-statements.ts'
import { createLog } from '../platform/log/index.ts'

const tries = 5

/** What a test says about its server beyond the usual. */
export type TestServerOptions = Readonly<{ config?: Partial<Config>; overrides?: StartOverrides }>

/**
 * A whole server on a port of its own over a test's database: the one that people run, with every answer held to its
 * declaration and limits that tests do not meet unless they ask for them. `stop` removes its files. `RAPPORT_TEST_BUS`
 * names a Redis to carry the news between servers, as `RAPPORT_BUS` does for the product.
 */
export async function startTestServer(
  connection: Connection,
  options: TestServerOptions = {},
): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rapport-server-'))
  const { recordFolder } = inject('testDatabase') ?? {}
  const onStatement = (text: string) => recordFolder && recordStatement(recordFolder, text)
  const generous = { publicRead: 1e6, publicWrite: 1e6, visitor: 1e6, upload: 1e6 }
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort()
    const config: Config = {
      ...readConfig({ PORT: String(port), RAPPORT_DATA_DIR: dataDir, RAPPORT_DEMO: '0' }),
      secretKey: keyFor(connection),
      busUrl: process.env.RAPPORT_TEST_BUS || null,
      allowedNetworks: ['127.0.0.1/32'],
      publicOrigin: `http://127.0.0.1:${port}`,
      filesOrigin: `http://127.0.0.1:${port}`,
      ...options.config,
    }
    try {
      const server = await startServer(config, {
        connection,
        log: createLog('silent'),
        checkResponses: true,
        onStatement,
        ...options.overrides,
        rateLimits: { ...generous, ...options.overrides?.rateLimits },
      })
      return {
        ...server,
        async stop() {
          await server.stop()
          await rm(dataDir, { recursive: true, force: true })
        },
      }
    } catch (error) {
      // Somebody took the port between finding and using it.
      if (!(error instanceof PortInUse) || attempt === tries) throw error
    }
  }
}

/** All servers of one database have one key, whichever way they reach it. */
function keyFor(connection: Connection): Buffer {
  const name = typeof connection === 'string' ? new URL(connection).pathname.slice(1) : connection.database
  return createHash('sha256').update(`key of ${name}`).digest()
}

/** A port that nobody had a moment ago. */
export async function findFreePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A probe has no port')
  return address.port
}
