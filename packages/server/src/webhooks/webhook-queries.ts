import type { SessionEventType, WebhookId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'

/** What people choose about a webhook. */
export type WebhookSettings = Readonly<{
  name: string
  url: string
  events: readonly SessionEventType[]
  withText: boolean
}>

/** A webhook as it is stored: its secrets sealed, its moments in milliseconds. */
export type Webhook = WebhookSettings &
  Readonly<{
    id: WebhookId
    state: 'active' | 'paused' | 'stopped'
    reason: string | null
    secret: Buffer
    secretHint: string
    oldSecret: Buffer | null
    oldSecretUntil: number | null
    /** Since when nothing has arrived. Then one delivery at a time is tried, and none before `probeAt`. */
    failingSince: number | null
    probeAt: number | null
    createdAt: number
  }>

/** A webhook, and how its deliveries stand. */
export type CountedWebhook = Webhook &
  Readonly<{ waiting: number; dead: number; lastDeliveredAt: number | null }>

const columns = sql`
  w.webhook_id as id, w.name, w.url, w.event_types as events, w.with_text as "withText", w.state, w.reason, w.secret,
  w.secret_hint as "secretHint", w.old_secret as "oldSecret", w.old_secret_until as "oldSecretUntil",
  w.failing_since as "failingSince", w.probe_at as "probeAt", w.created_at as "createdAt"`

const countedMax = 10_001

/** How many of a webhook's deliveries are in a state, counted no further than 10,001. By a partial index per state. */
const countIn = (state: 'waiting' | 'dead') => sql`
  (select count(*) from (
    select from webhook_deliveries d
     where d.workspace_id = w.workspace_id and d.webhook_id = w.webhook_id and d.state = ${sql.lit(state)}
     limit ${countedMax}) counted)`

/**
 * The workspace's webhooks, oldest first, or the one asked for. What was delivered last is looked for among the newest
 * hundred that were, by webhook_deliveries_list.
 */
async function listCounted(
  db: DbOrTx,
  { workspaceId }: Scope,
  which: RawBuilder<unknown>,
): Promise<CountedWebhook[]> {
  const { rows } = await sql<CountedWebhook>`
    select ${columns}, ${countIn('waiting')} as waiting, ${countIn('dead')} as dead,
           (select max(delivered_at) from (
             select d.delivered_at from webhook_deliveries d
              where d.workspace_id = w.workspace_id and d.webhook_id = w.webhook_id and d.state = 'delivered'
              order by d.created_at desc, d.delivery_id desc limit 100) latest) as "lastDeliveredAt"
      from webhooks w where w.workspace_id = ${workspaceId} and ${which} order by w.webhook_id`.execute(db)
  return rows
}

/** All webhooks of the workspace, in the order they were made. */
export const listWebhooks = (db: DbOrTx, scope: Scope): Promise<CountedWebhook[]> =>
  listCounted(db, scope, sql`true`)

/** One webhook with how its deliveries stand; null when the workspace has none of that id. */
export async function findWebhook(db: DbOrTx, scope: Scope, id: WebhookId): Promise<CountedWebhook | null> {
  const [found] = await listCounted(db, scope, sql`w.webhook_id = ${id}`)
  return found ?? null
}

/**
 * One webhook, locked until the transaction ends: whoever moves its places or rewrites its state holds this, so that
 * two nodes never spread the same events. Ask for what depends on it afterwards, not in the same statement.
 */
export async function lockWebhook(tx: Tx, { workspaceId }: Scope, id: WebhookId): Promise<Webhook | null> {
  const { rows } = await sql<Webhook>`
    select ${columns} from webhooks w where w.workspace_id = ${workspaceId} and w.webhook_id = ${id}
    for update`.execute(tx)
  return rows[0] ?? null
}

/** A new webhook's row. */
export type NewWebhook = WebhookSettings &
  Readonly<{ id: WebhookId; secret: Buffer; secretHint: string; createdAt: number }>

/** Stores a new webhook, active, with its place at the present end of every stream: it is told of what comes. */
export async function insertWebhook(tx: Tx, { workspaceId }: Scope, webhook: NewWebhook): Promise<void> {
  await sql`
    insert into webhooks
      (workspace_id, webhook_id, name, url, event_types, with_text, secret, secret_hint, created_at)
    values (${workspaceId}, ${webhook.id}, ${webhook.name}, ${webhook.url}, ${[...webhook.events]}, ${webhook.withText},
            ${webhook.secret}, ${webhook.secretHint}, ${new Date(webhook.createdAt)})`.execute(tx)
  await sql`
    insert into webhook_places (workspace_id, webhook_id, stream, last_offset)
    select workspace_id, ${webhook.id}, stream, last_offset from stream_heads
     where workspace_id = ${workspaceId}`.execute(tx)
}

/** Stores what was chosen. A new address begins with a clean slate, because the failures were the old one's. */
export async function updateWebhook(
  db: Db,
  { workspaceId }: Scope,
  { id, ...chosen }: WebhookSettings & Readonly<{ id: WebhookId }>,
): Promise<void> {
  await sql`
    update webhooks
       set name = ${chosen.name}, url = ${chosen.url}, event_types = ${[...chosen.events]},
           with_text = ${chosen.withText},
           failing_since = case when url = ${chosen.url} then failing_since end,
           probe_at = case when url = ${chosen.url} then probe_at end
     where workspace_id = ${workspaceId} and webhook_id = ${id}`.execute(db)
}

/** Pauses a webhook that is active; a stopped one stays stopped, with its reason. */
export async function pauseWebhook(db: Db, { workspaceId }: Scope, id: WebhookId): Promise<void> {
  await sql`
    update webhooks set state = 'paused'
     where workspace_id = ${workspaceId} and webhook_id = ${id} and state = 'active'`.execute(db)
}

/** Makes a webhook active, as if it had never failed. What waits for a later try is due at once, in its old order. */
export async function resumeWebhook(tx: Tx, { workspaceId }: Scope, id: WebhookId): Promise<void> {
  await sql`
    update webhooks set state = 'active', reason = null, failing_since = null, probe_at = null
     where workspace_id = ${workspaceId} and webhook_id = ${id}`.execute(tx)
  await sql`
    update webhook_deliveries set next_attempt_at = created_at
     where workspace_id = ${workspaceId} and webhook_id = ${id} and state = 'waiting'
       and next_attempt_at > created_at`.execute(tx)
}

/** Stops a webhook for a reason that people read. */
export async function stopWebhook(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, reason }: Readonly<{ id: WebhookId; reason: string }>,
): Promise<void> {
  await sql`
    update webhooks set state = 'stopped', reason = ${reason}
     where workspace_id = ${workspaceId} and webhook_id = ${id}`.execute(db)
}

/** A new secret; the one before it stands beside it for a while. */
export type NewSecret = Readonly<{ id: WebhookId; secret: Buffer; hint: string; oldUntil: number }>

/** Puts a new secret in the place of the present one, which becomes the old one. The row's lock lets them take turns. */
export async function rotateSecret(
  db: Db,
  { workspaceId }: Scope,
  { id, secret, hint, oldUntil }: NewSecret,
): Promise<boolean> {
  const { rows } = await sql`
    update webhooks
       set old_secret = secret, old_secret_until = ${new Date(oldUntil)}, secret = ${secret}, secret_hint = ${hint}
     where workspace_id = ${workspaceId} and webhook_id = ${id} returning 1`.execute(db)
  return rows.length > 0
}

/** Lets the next try happen now, although nothing has arrived lately. */
export async function probeNow(
  db: DbOrTx,
  { workspaceId }: Scope,
  { id, now }: Readonly<{ id: WebhookId; now: number }>,
): Promise<void> {
  await sql`
    update webhooks set probe_at = ${new Date(now)}
     where workspace_id = ${workspaceId} and webhook_id = ${id} and failing_since is not null`.execute(db)
}

/** Removes a webhook whose deliveries are gone, with its places. */
export async function deleteWebhook(db: Db, { workspaceId }: Scope, id: WebhookId): Promise<void> {
  await sql`delete from webhooks where workspace_id = ${workspaceId} and webhook_id = ${id}`.execute(db)
}
