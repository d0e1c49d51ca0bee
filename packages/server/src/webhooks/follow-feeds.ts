import type { WebhookId, WorkspaceId } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'
import { type Watch, watchFeeds } from '../sessions/index.ts'
import { listActiveWebhooks } from './wake-queries.ts'
import { type WebhookRef, wakeWebhooks } from './webhook-job.ts'

/**
 * Wakes the webhooks that have work. The look into the database also finds retries whose time has come, and webhooks
 * made on other nodes. A workspace without webhooks costs a look into a map; a writer never anything.
 */
export function followFeeds(platform: Platform, watch: Watch): Readonly<{ stop(): Promise<void> }> {
  let known: ReadonlyMap<WorkspaceId, readonly WebhookId[]> = new Map()

  async function look(): Promise<readonly WebhookRef[]> {
    const active = await listActiveWebhooks(platform.db, platform.now())
    // One that fails is tried when its time comes, whatever happens meanwhile.
    const well = active.filter(({ isFailing }) => !isFailing)
    known = new Map(
      [...Map.groupBy(well, ({ workspaceId }) => workspaceId)].map(([workspaceId, webhooks]) => [
        workspaceId,
        webhooks.map(({ webhookId }) => webhookId),
      ]),
    )
    return active.filter(({ isDue }) => isDue)
  }

  return watchFeeds<WebhookRef>(
    platform,
    {
      name: 'Webhooks',
      keyOf: ({ webhookId }) => webhookId,
      inWorkspace: (workspaceId) =>
        (known.get(workspaceId) ?? []).map((webhookId) => ({ workspaceId, webhookId })),
      look,
      wake: (refs) => wakeWebhooks(platform, refs),
    },
    watch,
  )
}
