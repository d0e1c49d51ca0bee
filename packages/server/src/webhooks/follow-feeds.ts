import type { WebhookId, WorkspaceId } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'
import { listActiveWebhooks } from './wake-queries.ts'
import { type WebhookRef, wakeWebhooks } from './webhook-job.ts'

/** How often this node looks. Times in milliseconds. */
export type Watch = Readonly<{
  /** How long until it looks again whose webhooks have work. */
  pollMs: number
  /** How long one webhook is left alone after it was woken. */
  restMs: number
}>

/** How often it looks unless a test says otherwise. */
export const usualWatch: Watch = { pollMs: 2_000, restMs: 100 }

/**
 * Wakes the webhooks that have work: at once when the bus says that their feed has grown, and by a look into the
 * database every two seconds, which is the truth: it finds what was written unheard, retries whose time has come, and
 * webhooks made on other nodes. A workspace without webhooks costs a look into a map; a writer never anything.
 */
export function followFeeds(
  platform: Platform,
  { pollMs, restMs }: Watch,
): Readonly<{ stop(): Promise<void> }> {
  let known: ReadonlyMap<WorkspaceId, readonly WebhookId[]> = new Map()
  const pending = new Map<WebhookId, NodeJS.Timeout>()
  const wokenAt = new Map<WebhookId, number>()
  const working = new Set<Promise<void>>()
  let isStopped = false

  /** Does something in the background that `stop` waits for; the poll makes good what fails. */
  function inBackground(work: Promise<void>): Promise<void> {
    const done = work
      .catch((error: unknown) => platform.log.warn({ error: String(error) }, 'Webhooks could not be woken'))
      .finally(() => working.delete(done))
    working.add(done)
    return done
  }

  function want(ref: WebhookRef): void {
    if (pending.has(ref.webhookId)) return
    const restedMs = performance.now() - (wokenAt.get(ref.webhookId) ?? Number.NEGATIVE_INFINITY)
    const timer = setTimeout(() => wake(ref), Math.max(0, restMs - restedMs))
    pending.set(ref.webhookId, timer)
  }

  function wake(ref: WebhookRef): void {
    pending.delete(ref.webhookId)
    wokenAt.set(ref.webhookId, performance.now())
    void inBackground(wakeWebhooks(platform, [ref]))
  }

  async function look(): Promise<void> {
    const active = await listActiveWebhooks(platform.db, platform.now())
    // One that fails is tried when its time comes, whatever happens meanwhile.
    const well = active.filter(({ isFailing }) => !isFailing)
    known = new Map(
      [...Map.groupBy(well, ({ workspaceId }) => workspaceId)].map(([workspaceId, webhooks]) => [
        workspaceId,
        webhooks.map(({ webhookId }) => webhookId),
      ]),
    )
    const alive = new Set(active.map(({ webhookId }) => webhookId))
    for (const id of wokenAt.keys()) if (!alive.has(id)) wokenAt.delete(id)
    const due = active.filter(({ isDue }) => isDue)
    if (due.length > 0) await wakeWebhooks(platform, due)
  }

  let timer: NodeJS.Timeout | undefined
  function lookAgain(afterMs: number): void {
    timer = setTimeout(() => {
      void inBackground(look()).then(() => {
        if (!isStopped) lookAgain(pollMs)
      })
    }, afterMs)
  }
  lookAgain(0)

  const unsubscribe = platform.bus.subscribe((signal) => {
    if (signal.type !== 'feed' || isStopped) return
    const { workspaceId } = signal
    for (const webhookId of known.get(workspaceId) ?? []) want({ workspaceId, webhookId })
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
