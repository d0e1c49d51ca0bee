/**
 * How a node says how it does: to proxies (alive, ready) and to monitors (metrics).
 *
 * It guarantees that an answer never waits for what it is about, and that a node whose database has fallen silent, also
 * on a link that swallows everything, says so within five seconds. Start at `readiness.ts` and `health-routes.ts`.
 */
export { serveHealth } from './health-routes.ts'
export { createMetrics, type Metrics } from './metrics.ts'
export { openMetricsPort } from './metrics-port.ts'
export { createReadiness } from './readiness.ts'
