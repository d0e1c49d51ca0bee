import { randomUUIDv7 } from 'node:crypto'
import type { BatchAction } from '@rapport/contract'
import {
  asId,
  type BatchId,
  conflictAmong,
  readTagTree,
  type SessionId,
  type SessionList,
  type TagId,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { once, writeKey } from '../sessions/index.ts'
import { holdTags, listTags } from '../tags/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import {
  type Batch,
  type BatchPlace,
  type Frozen,
  findOwnBatch,
  hasTarget,
  insertBatch,
  listSessionNumbers,
} from './batches-queries.ts'
import { jobOf, neededFor } from './run-batch.ts'

/** Which sessions: these, or all of a list that match a filter. */
export type Target =
  | Readonly<{ sessionIds: readonly SessionId[] }>
  | Readonly<{ list: SessionList; filter: string }>

/**
 * All sessions that match at this moment, within the caller's reach, in the list's usual order; as many as `limit` and no
 * more. A filter that cannot be read is refused.
 */
export type FreezeMatching = (
  ctx: AgentContext,
  matching: Readonly<{ list: SessionList; filter: string; limit: number }>,
) => Promise<readonly Frozen[]>

/** What somebody wants done. */
export type BatchWish = Readonly<{
  clientId: string
  target: Target
  action: BatchAction
  expected?: number | undefined
}>

/** The most sessions of one batch: what is beyond can be had by two, and says that a filter was forgotten. */
const sessionsMax = 100_000

/**
 * Begins work on many sessions, once however often it is asked. Which they are is frozen here, in one look: what comes to
 * match later is not touched, and a number other than the one expected begins nothing.
 */
export async function beginBatch(ctx: AgentContext, freeze: FreezeMatching, wish: BatchWish): Promise<Batch> {
  const { clientId, target, action, expected } = wish
  const claim = writeKey(ctx.agentId, clientId, [target, action, expected])
  const { batchId } = await once(ctx, claim, async () => {
    await requireSense(ctx, action)
    const frozen = await freezeTarget(ctx, freeze, target)
    if (expected !== undefined && frozen.length !== expected)
      throw new AppError('selection_changed', { expected, found: frozen.length })
    requireAllThere(target, frozen)
    const id = asId<BatchId>(randomUUIDv7())
    await inTransaction(ctx, async (tx) => {
      if (action.do === 'tag') await requireTags(tx, ctx, [...action.add, ...action.remove])
      await insertBatch(
        tx,
        ctx.scope,
        { ...placeOf(ctx, id), action, createdAt: ctx.now() },
        { frozen, claim },
      )
      if (frozen.length > 0) await enqueue(tx, [jobOf(ctx.scope, id, ctx.now())])
    })
    ctx.wakeJobs()
    return { batchId: id }
  })
  return await getBatch(ctx, batchId)
}

/** Somebody's own batch as it stands. */
export async function getBatch(ctx: AgentContext, id: BatchId): Promise<Batch> {
  const batch = await findOwnBatch(ctx.db, ctx.scope, placeOf(ctx, id))
  if (batch === null) throw new AppError('not_found', { batchId: id })
  return batch
}

/** Which of the caller's batches. */
export const placeOf = (ctx: AgentContext, id: BatchId): BatchPlace => ({
  id,
  userId: ctx.agentId,
  apiKeyId: ctx.apiKey?.id ?? null,
})

/** Refuses what would fail for every session in the same way. */
async function requireSense(ctx: AgentContext, action: BatchAction): Promise<void> {
  const { db, scope } = ctx
  if (!neededFor(action).every(ctx.can)) throw new AppError('forbidden', { do: action.do })
  if (action.do === 'assign' && !(await hasTarget(db, scope, action.to)))
    throw new AppError('not_found', { to: action.to })
  if (action.do === 'end' && action.outcome !== null) {
    const { outcomes } = (await getWorkspace(db, scope)).settings
    if (!outcomes.includes(action.outcome))
      refuse(['action', 'outcome'], "must be one of the workspace's outcomes")
  }
  if (action.do === 'tag') await requireTogether(ctx, action)
}

/** Two tags of an exclusive group can be on no session. */
async function requireTogether(
  { db, scope }: AgentContext,
  { add, remove }: Extract<BatchAction, { do: 'tag' }>,
): Promise<void> {
  if (add.length + remove.length === 0) refuse(['action'], 'must add or remove a tag')
  if (add.length > 1 && conflictAmong(readTagTree(await listTags(db, scope)), [...new Set(add)]) !== null)
    throw new AppError('tags_exclusive', { add })
}

async function requireTags(tx: Tx, { scope }: AgentContext, named: readonly TagId[]): Promise<void> {
  const tagIds = [...new Set(named)]
  if (tagIds.length > 0 && (await holdTags(tx, scope, { scope: 'session', tagIds })) < tagIds.length)
    throw new AppError('not_found', { tagIds })
}

async function freezeTarget(
  ctx: AgentContext,
  freeze: FreezeMatching,
  target: Target,
): Promise<readonly Frozen[]> {
  if ('sessionIds' in target) return await pick(ctx, target.sessionIds)
  const frozen = await freeze(ctx, { ...target, limit: sessionsMax + 1 })
  if (frozen.length > sessionsMax) refuse(['target'], `must be at most ${sessionsMax} sessions`)
  return frozen
}

async function pick(ctx: AgentContext, sessionIds: readonly SessionId[]): Promise<readonly Frozen[]> {
  const found = new Map((await listSessionNumbers(ctx.db, ctx.scope, sessionIds)).map((one) => [one.id, one]))
  return [...new Set(sessionIds)].flatMap((id) => found.get(id) ?? [])
}

function requireAllThere(target: Target, frozen: readonly Frozen[]): void {
  if (!('sessionIds' in target) || frozen.length === new Set(target.sessionIds).size) return
  const there = new Set(frozen.map(({ id }) => id))
  throw new AppError('not_found', { sessionIds: target.sessionIds.filter((id) => !there.has(id)) })
}

function refuse(path: string[], message: string): never {
  throw new AppError('invalid_input', {}, { fields: [{ path, message }] })
}
