import { PortInUse, type Server, startServer } from './app.ts'
import { readConfig } from './config.ts'
import { startDemo } from './demo/index.ts'
import { mendable } from './operating.ts'
import { letGoOfStart } from './platform/lean-heap.ts'

/** What somebody can open now. */
type Opening = Readonly<{ name: string; url: string; hint?: string }>

/** The server, and whatever else runs with it: the one place to add to. */
async function start(): Promise<Server> {
  const config = readConfig(process.env)
  const server = await startServer(config)
  const { shopPort, demoLive: live } = config
  const demo = config.demo ? await startDemo(server.platform, { shopPort, live }) : null
  letGoOfStart()
  const openings: readonly Opening[] = demo?.openings.length
    ? demo.openings
    : [{ name: 'Rapport', url: config.publicOrigin }]
  for (const { name, url, hint } of openings) {
    console.log(`${name.padEnd(12)} ${url}${hint === undefined ? '' : `  (${hint})`}`)
  }
  return {
    ...server,
    async stop() {
      await server.drain()
      await demo?.stop()
      await server.stop()
    },
  }
}

const lateMs = 60_000

/** Ends in order at the first signal, and at once at the second. */
function stopOnSignals(server: Server): void {
  let isStopping = false
  const end = () => {
    if (isStopping) process.exit(1)
    isStopping = true
    // Whatever hangs, the process ends: what it had accepted is in the database.
    setTimeout(() => process.exit(1), server.config.drainSeconds * 1_000 + lateMs).unref()
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

// What the operator can mend is told in a line; anything else is a bug, and keeps its stack.
try {
  stopOnSignals(await start())
} catch (error) {
  const isMendable = [PortInUse, ...mendable].some((kind) => error instanceof kind)
  console.error(isMendable ? (error as Error).message : error)
  process.exit(1)
}
