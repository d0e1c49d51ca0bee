import type { WorkspaceId } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'

/** How often a node looks. Times in milliseconds. */
export type Watch = Readonly<{
  /** How long until it looks again who has work. */
  pollMs: number
  /** How long one of those who follow is left alone after it was woken. */
  restMs: number
}>

/** How often it looks unless a test says otherwise. */
export const usualWatch: Watch = { pollMs: 2_000, restMs: 100 }

/** Those who follow feeds with a place of their own, and how they are woken. */
export type Followers<Ref> = Readonly<{
  /** For the log: who could not be woken. */
  name: string
  keyOf(ref: Ref): string
  /** Who has work when this workspace's feed has grown; a look into a map, as every message asks. */
  inWorkspace(workspaceId: WorkspaceId): readonly Ref[]
  /** Looks into the database who has work now. */
  look(): Promise<readonly Ref[]>
  wake(refs: readonly Ref[]): Promise<void>
}>

/**
 * Wakes those who have work: at once when the bus says that their feed has grown, and by a look into the database every
 * two seconds, which is the truth: it finds what was written unheard and what was left by other nodes. A writer never
 * pays for it.
 */
export function watchFeeds<Ref>(
  platform: Platform,
  { name, keyOf, inWorkspace, look, wake }: Followers<Ref>,
  { pollMs, restMs }: Watch,
): Readonly<{ stop(): Promise<void> }> {
  const pending = new Map<string, NodeJS.Timeout>()
  const wokenAt = new Map<string, number>()
  const working = new Set<Promise<void>>()
  let isStopped = false

  /** Does something in the background that `stop` waits for; the poll makes good what fails. */
  function inBackground(work: Promise<void>): Promise<void> {
    const done = work
      .catch((error: unknown) => platform.log.warn({ error: String(error) }, `${name} could not be woken`))
      .finally(() => working.delete(done))
    working.add(done)
    return done
  }

  function want(ref: Ref): void {
    const key = keyOf(ref)
    if (pending.has(key)) return
    const restedMs = performance.now() - (wokenAt.get(key) ?? Number.NEGATIVE_INFINITY)
    const timer = setTimeout(
      () => {
        pending.delete(key)
        wokenAt.set(key, performance.now())
        void inBackground(wake([ref]))
      },
      Math.max(0, restMs - restedMs),
    )
    pending.set(key, timer)
  }

  async function lookOnce(): Promise<void> {
    const due = await look()
    for (const [key, at] of wokenAt) if (performance.now() - at > restMs) wokenAt.delete(key)
    if (due.length > 0) await wake(due)
  }

  let timer: NodeJS.Timeout | undefined
  function lookAgain(afterMs: number): void {
    timer = setTimeout(() => {
      void inBackground(lookOnce()).then(() => {
        if (!isStopped) lookAgain(pollMs)
      })
    }, afterMs)
  }
  lookAgain(0)

  const unsubscribe = platform.bus.subscribe((signal) => {
    if (signal.type !== 'feed' || isStopped) return
    for (const ref of inWorkspace(signal.workspaceId)) want(ref)
  })

  return {
    async stop() {
      isStopped = true
      unsubscribe()
      clearTimeout(timer)
      for (const waiting of pending.values()) clearTimeout(waiting)
      await Promise.all(working)
    },
  }
}
