import { type BatchView, batchEndpoints } from '@rapport/contract'
import { AppError } from '../platform/errors.ts'
import { type Route, route } from '../platform/http/index.ts'
import { type Batch, cancelBatch, listItems } from './batches-queries.ts'
import { beginBatch, type FreezeMatching, getBatch, placeOf } from './begin-batch.ts'

/** The endpoints of batches. What matches a filter is found by those who know sessions, whom the wiring passes in. */
export const createBatchRoutes = (freeze: FreezeMatching): readonly Route[] => [
  route(batchEndpoints.create, async (ctx, wish) => presentBatch(await beginBatch(ctx, freeze, wish))),
  route(batchEndpoints.get, async (ctx, { batchId }) => presentBatch(await getBatch(ctx, batchId))),
  route(batchEndpoints.items, async (ctx, { batchId, state, limit, cursor }) => {
    await getBatch(ctx, batchId)
    const question = { id: batchId, state, after: placeIn(cursor), limit: limit + 1 }
    const found = await listItems(ctx.db, ctx.scope, question)
    const items = found.slice(0, limit)
    return {
      items: items.map(({ position: _, ...item }) => item),
      next: found.length > limit ? String(items.at(-1)?.position) : null,
    }
  }),
  route(batchEndpoints.cancel, async (ctx, { batchId }) => {
    await cancelBatch(ctx.db, ctx.scope, placeOf(ctx, batchId), ctx.now())
    return presentBatch(await getBatch(ctx, batchId))
  }),
]

/** A page goes on after a position; anything we did not make is the caller's error. */
function placeIn(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,7}$/.test(cursor)) throw new AppError('bad_request', { cursor })
  return Number(cursor)
}

const presentBatch = ({ userId: _, apiKeyId: __, ...batch }: Batch): BatchView => batch
