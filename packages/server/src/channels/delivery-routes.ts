import { type DeliveryView, deliveryEndpoints, type OutboxView } from '@rapport/contract'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { route } from '../platform/http/index.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { type DeliveryRecord, findDelivery, type Listing, listDeliveries } from './deliveries-queries.ts'
import { listOutbox, type OutboxRecord } from './outbox-queries.ts'
import { replayDeliveries } from './replay-deliveries.ts'
import { retryMessage } from './retry-message.ts'

const reading = 'sessions.read'

/**
 * The bytes of a delivery and the list of what goes out hold what was said in sessions, so whoever sees them must be
 * allowed to read those. Every member who manages deliveries is; an API key only if its scopes say so.
 */
function requireReader(ctx: AgentContext): void {
  if (!ctx.can(reading)) throw new AppError('forbidden', { permission: reading })
}

/** What channels brought and what they were given, for whoever has to see to it. */
export const deliveryRoutes = [
  route(deliveryEndpoints.list, async ({ db, scope }, { state, ...paging }) => {
    const listing = listingOf(state ? [state] : null, paging)
    const rows = await listDeliveries(db, scope, listing)
    const { items, next } = pageOf(rows, paging.limit, ({ receivedAt, id }) => ({ at: receivedAt, id }))
    return { items: items.map(presentDelivery), next }
  }),

  route(deliveryEndpoints.get, async (ctx, { deliveryId }) => {
    requireReader(ctx)
    const row = await findDelivery(ctx.db, ctx.scope, deliveryId)
    if (row === null) throw new AppError('not_found', { deliveryId })
    const { method, path, headers, body } = row
    return { delivery: presentDelivery(row), method, path, headers, body: textOf(body) }
  }),

  route(deliveryEndpoints.replay, async (ctx, { deliveryId }) => {
    await replayDeliveries(ctx, ctx.scope, [deliveryId])
    const row = await findDelivery(ctx.db, ctx.scope, deliveryId)
    if (row === null) throw new AppError('not_found', { deliveryId })
    return presentDelivery(row)
  }),

  route(deliveryEndpoints.outbox, async (ctx, { state, ...paging }) => {
    requireReader(ctx)
    const listing = listingOf<OutboxView['state']>(
      state === 'stuck' ? ['failed', 'unknown'] : [state],
      paging,
    )
    const rows = await listOutbox(ctx.db, ctx.scope, listing)
    const { items, next } = pageOf(rows, paging.limit, ({ createdAt, messageId: id }) => ({
      at: createdAt,
      id,
    }))
    return { items: items.map(presentOutbox), next }
  }),

  route(deliveryEndpoints.retry, async (ctx, { messageId }) => {
    const view = presentOutbox(await retryMessage(ctx, messageId))
    return ctx.can(reading) ? view : { ...view, preview: null }
  }),
]

type Paging = Readonly<{
  inboxId?: DeliveryRecord['inboxId'] | undefined
  limit: number
  cursor?: string | undefined
}>

/** One more than asked for, to know whether there is another page. */
const listingOf = <State extends string>(
  states: readonly State[] | null,
  { inboxId, limit, cursor }: Paging,
): Listing<State> => ({
  states,
  inboxId: inboxId ?? null,
  before: cursor === undefined ? null : decodeKey(cursor),
  limit: limit + 1,
})

const presentDelivery = (row: DeliveryRecord): DeliveryView => ({
  id: row.id,
  inboxId: row.inboxId,
  externalId: row.externalId,
  state: row.state,
  receivedAt: row.receivedAt,
  handledAt: row.handledAt,
  bytes: row.bytes,
  times: row.times,
  attempts: row.attempts,
  error: row.error,
})

const presentOutbox = ({ error, ...row }: OutboxRecord): OutboxView => ({
  ...row,
  error: error && { cls: error.cls, code: error.code, detail: error.detail },
})

function textOf(body: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (error) {
    if (error instanceof TypeError) return null // no text: its size says enough
    throw error
  }
}
