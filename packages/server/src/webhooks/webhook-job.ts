import type { WebhookId, WorkspaceId } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'
import { afterCommit, inTransaction, type Tx } from '../platform/db/index.ts'
import { enqueue, type NewJob } from '../platform/jobs/index.ts'

/** The kind of the job that spreads and sends for one webhook. Kept in the database while jobs of it wait. */
export const deliverWebhookKind = 'webhooks:deliver'

/** Which webhook there is work for. */
export type WebhookRef = Readonly<{ workspaceId: WorkspaceId; webhookId: WebhookId }>

/** One waits at most and one runs at most, whoever asks and however often: that is all the order there is between nodes. */
const jobFor = ({ workspaceId, webhookId }: WebhookRef, runAt: NewJob['runAt']): NewJob => ({
  workspaceId,
  kind: deliverWebhookKind,
  payload: { webhookId },
  serialKey: `webhook:${webhookId}`,
  uniqueKey: `webhook:${webhookId}`,
  lane: 'outside',
  runAt,
})

/** Asks for work on webhooks as part of a change that makes some. */
export async function wakeWithin(
  tx: Tx,
  { now, wakeJobs }: Platform,
  webhooks: readonly WebhookRef[],
): Promise<void> {
  await enqueue(
    tx,
    webhooks.map((webhook) => jobFor(webhook, now())),
  )
  afterCommit(tx, wakeJobs)
}

/** Asks for work on webhooks. */
export const wakeWebhooks = (platform: Platform, webhooks: readonly WebhookRef[]): Promise<void> =>
  inTransaction(platform, (tx) => wakeWithin(tx, platform, webhooks))
