import type { AgentCommand, Endpoints, OutputOf } from '@rapport/contract/light'
import { backOffMs } from './back-off.ts'
import { followLists } from './follow-lists.ts'
import type { Client } from './http-client.ts'
import type { LiveClient } from './live-client.ts'
import { createSource, type Observable } from './observable.ts'
import { isRapportError, mayPass } from './rapport-error.ts'

/** How many sessions each list holds, up to 10,001, which means "10,000+". */
export type SessionCounts = OutputOf<Endpoints['sessions']['counts']>

/**
 * The counts beside the lists, live while anybody looks; null until they are first known.
 *
 * @example
 * const counts = createCountsStore({ client, live })
 * const unassigned = useSyncExternalStore(counts.subscribe, counts.get)?.unassigned
 */
export function createCountsStore(access: {
  client: Pick<Client, 'sessions'>
  live: LiveClient<AgentCommand>
}): Observable<SessionCounts | null> {
  const { client, live } = access
  let stop: (() => void) | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let heard = 0

  const load = async (): Promise<void> => {
    clearTimeout(retry)
    const before = heard
    try {
      const counts = await client.sessions.counts({})
      failures = 0
      // A frame that came meanwhile is newer than this answer.
      if (heard === before) source.set(counts)
    } catch (error) {
      if (!isRapportError(error)) throw error
      if (mayPass(error) && stop !== null) retry = setTimeout(load, backOffMs(failures++, 1_000, 15_000))
    }
  }
  const onCounts = (counts: SessionCounts) => {
    heard += 1
    source.set(counts)
  }
  const source = createSource<SessionCounts | null>(null, (isWatched) => {
    clearTimeout(retry)
    stop?.()
    stop = isWatched ? followLists(live, { onFollowed: () => void load(), onCounts }) : null
  })
  return { get: source.get, subscribe: source.subscribe }
}
