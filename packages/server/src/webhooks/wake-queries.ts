import type { WebhookId, WorkspaceId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Db } from '../platform/db/index.ts'

/** A webhook that is told of events, and whether there is work for it now. */
export type ActiveWebhook = Readonly<{
  workspaceId: WorkspaceId
  webhookId: WebhookId
  isFailing: boolean
  isDue: boolean
}>

/**
 * Every active webhook, and whether it has work: its places are not at the heads, or a delivery's time has come. One
 * that fails has none before its next try. Reads the small table of webhooks, and of each the sixteen places by
 * primary key and the first entry of webhook_deliveries_due.
 */
export async function listActiveWebhooks(db: Db, now: number): Promise<ActiveWebhook[]> {
  const at = new Date(now)
  const { rows } = await sql<ActiveWebhook>`
    /* all workspaces: whose webhooks have work is asked for all of them at once */
    select w.workspace_id as "workspaceId", w.webhook_id as "webhookId", w.failing_since is not null as "isFailing",
           (w.failing_since is null or w.probe_at <= ${at}) and (
             exists (select from webhook_places p
                       join stream_heads h on h.workspace_id = p.workspace_id and h.stream = p.stream
                      where p.workspace_id = w.workspace_id and p.webhook_id = w.webhook_id
                        and p.last_offset <> h.last_offset)
             or exists (select from webhook_deliveries d
                         where d.workspace_id = w.workspace_id and d.webhook_id = w.webhook_id
                           and d.state = 'waiting' and d.next_attempt_at <= ${at})) as "isDue"
      from webhooks w where w.state = 'active'`.execute(db)
  return rows
}
