import { setTimeout as sleep } from 'node:timers/promises'
import { isMessage } from '@rapport/domain'
import type { Config } from './config.ts'
import { migrationsFolder } from './installation.ts'
import type { Platform } from './platform/context.ts'
import { type Connection, cutConnections, readMigrations, startDatabaseProbe } from './platform/db/index.ts'
import {
  createMetrics,
  createReadiness,
  type Metrics,
  openMetricsPort,
  type serveHealth,
} from './platform/health/index.ts'
import { createRate, type Measures, noMeasures } from './platform/measures.ts'
import type { SocketServer } from './platform/realtime/index.ts'

/** What a node measures; nothing where the configuration shows it to nobody. */
export type NodeMetrics = Readonly<{
  metrics: Metrics | null
  measures: Measures
  /** The same jobs, with the events they follow from counted. */
  counting(jobsFor: Platform['jobsFor']): Platform['jobsFor']
}>

/** Makes the metrics of a node, if anybody may read them. */
export function createNodeMetrics({ metricsToken, metricsPort }: Config): NodeMetrics {
  const metrics = metricsToken === null && metricsPort === null ? null : createMetrics()
  const said = createRate()
  const measures = { ...(metrics?.measures ?? noMeasures), messagesPerSecond: said.perSecond }
  return {
    metrics,
    measures,
    counting(jobsFor) {
      return (before, after, recorded) => {
        said.add(recorded.filter(({ event }) => isMessage(event)).length)
        if (metrics !== null) measures.eventsDecided(recorded.map(({ event }) => event.type))
        return jobsFor(before, after, recorded)
      }
    },
  }
}

type Parts = Readonly<{
  config: Config
  connection: Connection
  platform: Platform
  sockets: Readonly<Record<string, SocketServer>>
  metrics: Metrics | null
}>

/** A node's health: what its endpoints answer from, and how it takes leave. */
export type NodeHealth = Parameters<typeof serveHealth>[1] &
  Readonly<{
    /** Wants no more requests from now on; resolves when proxies have had their time to notice. */
    drain(): Promise<void>
    stop(): Promise<void>
  }>

/**
 * Watches a node. When its database falls silent the node does not only say so: whoever waits on a dead connection is
 * answered, and whoever is connected is sent to come again, since the other nodes may be well.
 */
export async function startHealth(parts: Parts): Promise<NodeHealth> {
  const { config, connection, platform, sockets, metrics } = parts
  const { log } = platform
  const probe = await startDatabaseProbe(connection, {
    log,
    onChange(isAnswering) {
      if (isAnswering) return
      cutConnections(platform.db)
      for (const { sendAway } of Object.values(sockets))
        sendAway().catch((error: unknown) => log.error({ err: error }, 'Sockets could not be sent away'))
    },
  })
  const readiness = createReadiness({
    probe,
    migrationWanted: (await readMigrations(migrationsFolder)).length,
  })
  const shown = metrics && {
    contentType: metrics.contentType,
    read: () => metrics.read(sourcesOf(parts, readiness)),
  }
  const { metricsPort: port, metricsToken: token, host } = config
  const own = shown && port !== null ? await openMetricsPort({ ...shown, port, host, log }) : null
  return {
    readiness,
    metrics: shown && token !== null ? { ...shown, token } : null,
    async drain() {
      readiness.beginStop()
      await sleep(config.drainSeconds * 1_000)
    },
    async stop() {
      await Promise.all([probe.stop(), own?.close()])
      metrics?.stop()
    },
  }
}

function sourcesOf(
  { platform, sockets }: Parts,
  readiness: NodeHealth['readiness'],
): Parameters<Metrics['read']>[0] {
  return {
    db: platform.db,
    log: platform.log,
    sockets: () =>
      Object.fromEntries(Object.entries(sockets).map(([path, { count }]) => [kindOf(path), count()])),
    isBusConnected: platform.bus.isConnected,
    isReady: () => readiness.reasons().length === 0,
  }
}

const kindOf = (path: string): string => (path.includes('/widget/') ? 'visitor' : 'agent')
