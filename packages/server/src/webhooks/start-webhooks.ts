import type { Platform } from '../platform/context.ts'
import type { JobHandler } from '../platform/jobs/index.ts'
import { usualWatch, type Watch } from '../sessions/index.ts'
import { handleWebhookJob, type Pace, usualPace } from './deliver-webhook.ts'
import { followFeeds } from './follow-feeds.ts'
import { deliverWebhookKind } from './webhook-job.ts'

/** What tells webhooks on one node: the handlers of their jobs, for a worker, and what asks for those jobs. */
export type WebhookTeller = Readonly<{
  handlers: Readonly<Record<string, JobHandler>>
  /** Asks for nothing more, and lets what is being sent be the last. Call it before the worker's own stop. */
  stop(): Promise<void>
}>

/** Begins to tell the webhooks of all workspaces, together with whatever other nodes do the same. */
export function startWebhooks(platform: Platform, choices: Partial<Pace & Watch> = {}): WebhookTeller {
  let isStopping = false
  const pace: Pace = { ...usualPace, ...choices, isStopping: () => isStopping }
  const following = followFeeds(platform, { ...usualWatch, ...choices })
  return {
    handlers: { [deliverWebhookKind]: handleWebhookJob(platform, pace) },
    async stop() {
      isStopping = true
      await following.stop()
    },
  }
}
