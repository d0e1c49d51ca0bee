import { randomUUIDv7 } from 'node:crypto'
import { asId, type WebhookId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { deleteSome } from './delivery-queries.ts'
import { wakeWithin } from './webhook-job.ts'
import {
  type CountedWebhook,
  deleteWebhook,
  findWebhook,
  insertWebhook,
  pauseWebhook,
  resumeWebhook,
  rotateSecret,
  stopWebhook,
  updateWebhook,
  type WebhookSettings,
} from './webhook-queries.ts'
import { makeSecret } from './webhook-secrets.ts'

/** A webhook with its secret, which is answered this once. */
export type WithSecret = Readonly<{ webhook: CountedWebhook; secret: string }>

/** The webhook of that id; anything else, and anything of elsewhere, is `not_found`. */
export async function getWebhook({ db, scope }: AgentContext, webhookId: WebhookId): Promise<CountedWebhook> {
  const webhook = await findWebhook(db, scope, webhookId)
  if (webhook === null) throw new AppError('not_found', { webhookId })
  return webhook
}

/**
 * A webhook is told of every session, so whoever makes one or points it elsewhere must be allowed to read them all.
 * Every member who manages webhooks is; an API key only if its scopes say so.
 */
function requireReader(ctx: AgentContext): void {
  if (!ctx.can('sessions.read_all')) throw new AppError('forbidden', { permission: 'sessions.read_all' })
}

/** Makes a webhook, active, that is told of what happens from now on. */
export async function addWebhook(ctx: AgentContext, settings: WebhookSettings): Promise<WithSecret> {
  requireReader(ctx)
  const id = asId<WebhookId>(randomUUIDv7())
  const { secret, hint, sealed } = makeSecret(ctx.vault, ctx.scope, id)
  const row = { ...settings, id, secret: sealed, secretHint: hint, createdAt: ctx.now() }
  await inTransaction(ctx, (tx) => insertWebhook(tx, ctx.scope, row))
  return { webhook: await getWebhook(ctx, id), secret }
}

/** Changes what was chosen. It holds for what is spread from now on; what waits already stays wanted. */
export async function changeWebhook(
  ctx: AgentContext,
  { webhookId, ...settings }: WebhookSettings & Readonly<{ webhookId: WebhookId }>,
): Promise<CountedWebhook> {
  requireReader(ctx)
  await updateWebhook(ctx.db, ctx.scope, { ...settings, id: webhookId })
  return await getWebhook(ctx, webhookId)
}

const deletedAtOnce = 5_000

/** Removes a webhook with its deliveries, in steps that lock nothing for long; told nothing more from the first one on. */
export async function removeWebhook(ctx: AgentContext, webhookId: WebhookId): Promise<void> {
  await getWebhook(ctx, webhookId)
  await stopWebhook(ctx.db, ctx.scope, { id: webhookId, reason: 'It is being removed.' })
  let deleted = deletedAtOnce
  while (deleted === deletedAtOnce)
    deleted = await deleteSome(ctx.db, ctx.scope, { webhookId, limit: deletedAtOnce })
  await deleteWebhook(ctx.db, ctx.scope, webhookId)
}

/** Tells a webhook nothing until it is resumed; it keeps its place in the feed. */
export async function holdWebhook(ctx: AgentContext, webhookId: WebhookId): Promise<CountedWebhook> {
  await pauseWebhook(ctx.db, ctx.scope, webhookId)
  return await getWebhook(ctx, webhookId)
}

/** Tells a webhook again, from where it was left, and begins at once. */
export async function goOnWithWebhook(ctx: AgentContext, webhookId: WebhookId): Promise<CountedWebhook> {
  await getWebhook(ctx, webhookId)
  await inTransaction(ctx, async (tx) => {
    await resumeWebhook(tx, ctx.scope, webhookId)
    await wakeWithin(tx, ctx, [{ workspaceId: ctx.scope.workspaceId, webhookId }])
  })
  return await getWebhook(ctx, webhookId)
}

const oldSecretMs = 24 * 60 * 60_000

/** Gives a webhook a new secret. For a day the one before it signs too, so that a consumer changes over without loss. */
export async function renewSecret(ctx: AgentContext, webhookId: WebhookId): Promise<WithSecret> {
  const { secret, hint, sealed } = makeSecret(ctx.vault, ctx.scope, webhookId)
  const oldUntil = ctx.now() + oldSecretMs
  const isFound = await rotateSecret(ctx.db, ctx.scope, { id: webhookId, secret: sealed, hint, oldUntil })
  if (!isFound) throw new AppError('not_found', { webhookId })
  return { webhook: await getWebhook(ctx, webhookId), secret }
}
