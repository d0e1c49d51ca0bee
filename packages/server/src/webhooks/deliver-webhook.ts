import { webhookId } from '@rapport/contract'
import { z } from 'zod'
import { type Platform, scopeOf } from '../platform/context.ts'
import type { JobHandler } from '../platform/jobs/index.ts'
import { listDue } from './delivery-queries.ts'
import { type Sending, sendDeliveries } from './send-deliveries.ts'
import { spreadEvents } from './spread-events.ts'
import { type WebhookRef, wakeWebhooks } from './webhook-job.ts'

/** How the work is paced. Times in milliseconds. */
export type Pace = Readonly<{
  /** How long one run works before it makes way for other webhooks. */
  budgetMs: number
  /** How long a consumer may take to answer. */
  timeoutMs: number
  /** Whether the server is about to stop: what is under way ends, nothing new begins. */
  isStopping(): boolean
}>

/** How it is paced unless a test says otherwise. */
export const usualPace: Pace = { budgetMs: 20_000, timeoutMs: 10_000, isStopping: () => false }

const deliveriesPerStep = 64

/**
 * Tells one webhook what it has not been told: spreads what happened, sends what is due, and begins again until
 * nothing is left, the consumer fails, or its time is over. Harmless when cut short or repeated: what was not recorded
 * as delivered is sent again with the same id.
 */
export async function deliverWebhook(platform: Platform, ref: WebhookRef, pace: Pace): Promise<void> {
  const until = performance.now() + pace.budgetMs
  const isLate = () => performance.now() >= until
  const isOver = () => isLate() || pace.isStopping()
  let isMore = true
  while (isMore && !isOver()) isMore = await takeStep(platform, ref, { timeoutMs: pace.timeoutMs, isOver })
  if (isMore && !pace.isStopping()) await wakeWebhooks(platform, [ref])
}

/**
 * Spreads, and sends some of what is due. False when there is nothing to do before somebody asks again: a stretch of the
 * feed without anything that the webhook has chosen is no reason to stop.
 */
async function takeStep(
  platform: Platform,
  ref: WebhookRef,
  pace: Pick<Sending, 'timeoutMs' | 'isOver'>,
): Promise<boolean> {
  const spread = await spreadEvents(platform, ref)
  if (spread === null) return false
  const { webhook, isBehind } = spread
  const now = platform.now()
  if (webhook.probeAt !== null && webhook.probeAt > now) return false
  const scope = scopeOf(ref.workspaceId)
  // One that fails gets one try, to see whether it is back.
  const limit = webhook.failingSince === null ? deliveriesPerStep : 1
  const due = await listDue(platform.db, scope, { webhookId: webhook.id, now, limit })
  if (due.length === 0) return isBehind
  return await sendDeliveries(platform, scope, { webhook, due, ...pace })
}

const payload = z.object({ webhookId })

/** The handler of the jobs that tell webhooks. */
export const handleWebhookJob =
  (platform: Platform, pace: Pace): JobHandler =>
  (job) =>
    deliverWebhook(platform, { workspaceId: job.workspaceId, ...payload.parse(job.payload) }, pace)
