import { AsyncLocalStorage } from 'node:async_hooks'

/** What every line said in the course of one request carries. `traceId` is the caller's, where they sent one. */
export type LogFacts = Readonly<{ requestId: string; traceId?: string }>

const storage = new AsyncLocalStorage<LogFacts>()

/** Runs work so that whatever it logs, however deep and in whatever feature, says which request it was for. */
export const runWithFacts = <T>(facts: LogFacts, work: () => T): T => storage.run(facts, work)

/** The facts of the request that is being served here; none outside one. */
export const factsNow = (): LogFacts | undefined => storage.getStore()

/** The trace that a W3C `traceparent` header names; nothing for a header that is not one. */
export function traceIdOf(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string') return null
  const traceId = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-|$)/.exec(header)?.[1]
  return traceId === undefined || /^0+$/.test(traceId) ? null : traceId
}
