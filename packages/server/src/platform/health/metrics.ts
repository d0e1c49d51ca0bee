import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type Db, poolState } from '../db/index.ts'
import type { Log } from '../log/index.ts'
import type { Measures } from '../measures.ts'
import { countJobs, type JobCounts } from './health-queries.ts'

/** What is looked up when somebody reads the metrics. */
export type MetricSources = Readonly<{
  db: Db
  log: Pick<Log, 'warn'>
  /** Open sockets by kind. */
  sockets(): Readonly<Record<string, number>>
  isBusConnected(): boolean
  isReady(): boolean
}>

/** The measures of one node, and the text that Prometheus reads. */
export type Metrics = Readonly<{
  measures: Omit<Measures, 'messagesPerSecond'>
  contentType: string
  /** Everything measured up to now; also while the database is away, then without what only it knows. */
  read(sources: MetricSources): Promise<string>
  stop(): void
}>

const requestBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const lagBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const jobsWithinMs = 2_000

/** Makes the metrics of one node, in a registry of its own: a process may hold several nodes, as tests do. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 20 })
  const requests = new Histogram({
    name: 'rapport_http_request_seconds',
    help: 'Answered requests by method, route and status, with the time they took',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: requestBuckets,
    registers,
  })
  const events = new Counter({
    name: 'rapport_session_events_total',
    help: 'Events of sessions that this node wrote, by type: message.received and message.sent are the messages',
    labelNames: ['type'] as const,
    registers,
  })
  const lag = new Histogram({
    name: 'rapport_feed_lag_seconds',
    help: 'From an event to its reading from the feed, for those who follow on this node',
    buckets: lagBuckets,
    registers,
  })
  const gauges = createGauges(registry)
  return {
    measures: {
      requestAnswered: ({ method, route, status, seconds }) =>
        requests.observe({ method, route, status: String(status) }, seconds),
      eventsDecided(types) {
        for (const type of types) events.inc({ type })
      },
      feedRead: (lagMs) => lag.observe(Math.max(0, lagMs) / 1_000),
    },
    contentType: registry.contentType,
    async read(sources) {
      gauges(sources, await jobsOrNothing(sources))
      return await registry.metrics()
    },
    stop: () => registry.clear(),
  }
}

type SetGauges = (sources: MetricSources, jobs: JobCounts | null) => void

function createGauges(registry: Registry): SetGauges {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] })
  const sockets = gauge('rapport_sockets_open', 'Open sockets by kind', ['kind'])
  const pool = gauge('rapport_database_connections', 'Connections of the pool by state', ['state'])
  const waiting = gauge('rapport_database_waiting', 'Callers that wait for a connection')
  const jobs = gauge('rapport_jobs', 'Jobs of all nodes by state, counted up to 10,001', ['state'])
  const bus = gauge('rapport_bus_connected', '1 while this node hears the others')
  const ready = gauge('rapport_ready', '1 while this node wants requests')
  return (sources, counts) => {
    for (const [kind, count] of Object.entries(sources.sockets())) sockets.set({ kind }, count)
    const state = poolState(sources.db)
    pool.set({ state: 'in_use' }, state.inUse)
    pool.set({ state: 'idle' }, state.idle)
    waiting.set(state.waiting)
    bus.set(sources.isBusConnected() ? 1 : 0)
    ready.set(sources.isReady() ? 1 : 0)
    jobs.reset()
    for (const [name, count] of Object.entries(counts ?? {})) jobs.set({ state: name }, count)
  }
}

/** Whoever reads metrics because the database is in trouble must not have to wait for it. */
async function jobsOrNothing({ db, log }: MetricSources): Promise<JobCounts | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(late.resolve, jobsWithinMs, null)
  try {
    const counts = countJobs(db).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'Jobs could not be counted for the metrics')
      return null
    })
    return await Promise.race([counts, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
