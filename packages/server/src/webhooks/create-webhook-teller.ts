import type { Platform } from '../platform/context.ts'
import type { JobHandler } from '../platform/jobs/index.ts'
import { handleWebhookJob, type Pace, usualPace } from './deliver-webhook.ts'
import { followFeeds, usualWatch, type Watch } from './follow-feeds.ts'
import { deliverWebhookKind } from './webhook-job.ts'

/** What tells webhooks on one node: the handler of its jobs, and what asks for them. */
export type WebhookTeller = Readonly<{
  handlers: Readonly<Record<string, JobHandler>>
  /** Begins to ask for work; the jobs need a worker. */
  start(): void
  /** Asks for nothing more and lets what is being sent be the last. Call it before the worker's own stop. */
  stop(): Promise<void>
}>

/** Puts together what tells webhooks on this node. */
export function createWebhookTeller(platform: Platform, choices: Partial<Pace & Watch> = {}): WebhookTeller {
  let isStopping = false
  let following: ReturnType<typeof followFeeds> | undefined
  const pace: Pace = { ...usualPace, ...choices, isStopping: () => isStopping }
  return {
    handlers: { [deliverWebhookKind]: handleWebhookJob(platform, pace) },
    start() {
      following ??= followFeeds(platform, { ...usualWatch, ...choices })
    },
    async stop() {
      isStopping = true
      await following?.stop()
    },
  }
}
