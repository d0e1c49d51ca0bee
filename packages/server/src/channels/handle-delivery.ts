import type { DeliveryId, WorkspaceId } from '@rapport/domain'
import { openChannel } from '../inboxes/index.ts'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { DatabaseUnavailable } from '../platform/db/index.ts'
import { RetryLater } from '../platform/jobs/index.ts'
import { configOf, findAdapter } from './adapters.ts'
import { type DeliveryRecord, findDelivery, settleDelivery } from './deliveries-queries.ts'
import { handleEvent } from './handle-event.ts'
import type { Inbound } from './inbound.ts'
import { ioFor } from './receive-hook.ts'
import type { Landing } from './take-message.ts'

/** Which delivery, and which try of its job this is. */
export type HandleDelivery = Readonly<{ workspaceId: WorkspaceId; deliveryId: DeliveryId; attempt: number }>

/** How long to wait after each try that failed; after the last one the delivery waits for a person. */
const waitsMs = [1_000, 5_000, 30_000, 120_000]

/**
 * Reads a stored request, and brings each of its events to its place. Safe to repeat: what was done changes nothing. What
 * fails is tried again; what was not understood is said on the delivery, and never keeps the rest from being handled.
 */
export async function handleDelivery(
  platform: Platform,
  { workspaceId, deliveryId, attempt }: HandleDelivery,
): Promise<void> {
  const scope = scopeOf(workspaceId)
  const ctx: Context = { ...platform, scope, actor: { kind: 'system' } }
  const delivery = await findDelivery(ctx.db, scope, deliveryId)
  if (delivery === null) return
  const { notes, failure } = await handleAll(ctx, delivery, attempt > 2)
  const error = failure === null ? notes.join('; ') || null : String(failure)
  await settleDelivery(ctx.db, scope, deliveryId, { error: error?.slice(0, 1_000) ?? null, at: ctx.now() })
  if (failure === null) return
  const waitMs = waitsMs[attempt - 1]
  if (waitMs !== undefined) throw new RetryLater(waitMs, { cause: failure })
  ctx.log.error({ deliveryId, workspaceId, err: failure }, 'A delivery could not be handled, and waits')
}

type Handled = Readonly<{ notes: readonly string[]; failure: unknown }>

async function handleAll(
  ctx: Context,
  delivery: DeliveryRecord & Readonly<{ body: Buffer }>,
  isLastTry: boolean,
): Promise<Handled> {
  const channel = await openChannel(ctx, ctx.scope, delivery.inboxId)
  const adapter = channel && findAdapter(channel.inbox.channelKind)
  if (!channel || !adapter) return { notes: ['Nothing serves this channel'], failure: null }
  const config = configOf(channel.inbox)
  const { method, path: url, headers, body } = delivery
  const { events } = adapter.parse({ method, url, headers, body }, config)
  const files = { adapter, config, io: ioFor(ctx, channel), isLastTry }
  return await handleEach(ctx, { inbox: channel.inbox, files }, events)
}

/** In order; after a failure the rest of its thread waits with it, and other threads go on. */
async function handleEach(ctx: Context, landing: Landing, events: readonly Inbound[]): Promise<Handled> {
  const notes: string[] = []
  const stuck = new Set<string>()
  let failure: unknown = null
  for (const event of events) {
    const line = event.ordering ?? event.thread
    if (stuck.has(line)) continue
    try {
      const note = await handleEvent(ctx, landing, event)
      if (note !== null) notes.push(note)
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error
      stuck.add(line)
      failure ??= error
    }
  }
  return { notes, failure }
}
