/** The server's log: JSON lines by pino. Ids and facts, never secrets nor anybody's words. */
export type { Logger as Log } from 'pino'
export * from './create-log.ts'
export { runWithFacts, traceIdOf } from './log-facts.ts'
