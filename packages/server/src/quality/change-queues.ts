import { randomUUIDv7 } from 'node:crypto'
import type { OutputOf, ReviewQueueView, reviewQueueEndpoints } from '@rapport/contract'
import { asId, drawSample, type ReviewQueue, type ReviewQueueId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, isUniqueViolation, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { drawInto, listCandidates, mondayOf } from './draw-queue.ts'
import { clearWaiting } from './queue-item-queries.ts'
import {
  deleteQueue,
  findProgress,
  insertQueue,
  listMemberNames,
  listQueues,
  listStratumNames,
  lockQueue,
  type StoredQueue,
  updateQueue,
} from './queue-queries.ts'
import { refused } from './refused.ts'
import { holdScorecard } from './scorecard-queries.ts'

/** The most queues of a workspace, each of which is drawn for every week. */
const queuesMax = 50

type Choices = Readonly<{ name: string; definition: ReviewQueue }>

/** All queues with this week's work in them. */
export async function readQueues(ctx: AgentContext): Promise<ReviewQueueView[]> {
  const queues = await listQueues(ctx.db, ctx.scope)
  return await presentQueues(ctx, queues)
}

/** Makes a queue and draws its first sample. */
export async function makeQueue(ctx: AgentContext, { name, definition }: Choices): Promise<ReviewQueueView> {
  const id = asId<ReviewQueueId>(randomUUIDv7())
  const queue = { id, name, definition }
  return await keepQueue(ctx, queue, async (tx) => {
    if ((await listQueues(tx, ctx.scope)).length >= queuesMax)
      throw refused(['name'], `must not be one more than ${queuesMax} queues`)
    await insertQueue(tx, ctx.scope, { ...queue, at: ctx.now() })
  })
}

/** Changes a queue as a whole: what waits is drawn anew, what is being reviewed stays. */
export function changeQueue(
  ctx: AgentContext,
  { reviewQueueId: id, ...choices }: Choices & Readonly<{ reviewQueueId: ReviewQueueId }>,
): Promise<ReviewQueueView> {
  const queue = { id, ...choices }
  return keepQueue(ctx, queue, async (tx) => {
    if ((await lockQueue(tx, ctx.scope, id)) === null) throw new AppError('not_found', { queueId: id })
    await updateQueue(tx, ctx.scope, queue)
    await clearWaiting(tx, ctx.scope, id)
  })
}

/** Deletes a queue; reviews stay. */
export async function removeQueue(ctx: AgentContext, id: ReviewQueueId): Promise<void> {
  if (!(await deleteQueue(ctx.db, ctx.scope, id))) throw new AppError('not_found', { queueId: id })
}

type Preview = OutputOf<typeof reviewQueueEndpoints.preview>

/** What a queue would draw from now, and how many of each group a week's sample would have. */
export async function previewQueue(ctx: AgentContext, definition: ReviewQueue): Promise<Preview> {
  await requireSense(ctx, definition)
  const candidates = await listCandidates(ctx, ctx.scope, definition)
  const { perWeek, stratum } = definition.sample
  const drawn = drawSample(candidates, { count: perWeek, isStratified: stratum !== null }, Math.random)
  const [matchingBy, drawnBy] = [
    Map.groupBy(candidates, (one) => one.stratum),
    Map.groupBy(drawn, (one) => one.stratum),
  ]
  const ids = [...matchingBy.keys()].filter((id) => id !== null)
  const names = await listStratumNames(ctx.db, ctx.scope, ids)
  const groups = [...matchingBy].map(([id, members]) => ({
    id,
    name: id === null ? null : (names.get(id) ?? null),
    matching: members.length,
    drawn: drawnBy.get(id)?.length ?? 0,
  }))
  return {
    matching: candidates.length,
    drawn: drawn.length,
    strata: stratum === null ? [] : groups.toSorted((a, b) => b.matching - a.matching),
  }
}

/** The candidates are looked for before anything is held: that may take long, and others review meanwhile. */
async function keepQueue(
  ctx: AgentContext,
  queue: StoredQueue,
  keep: (tx: Tx) => Promise<void>,
): Promise<ReviewQueueView> {
  await requireSense(ctx, queue.definition)
  const candidates = await listCandidates(ctx, ctx.scope, queue.definition)
  try {
    await inTransaction(ctx, async (tx) => {
      await keep(tx)
      await requireScorecard(tx, ctx, queue.definition)
      await drawInto(tx, ctx, ctx.scope, { queue, candidates })
    })
  } catch (error) {
    const isTaken = isUniqueViolation(error, 'review_queues_name')
    throw isTaken ? new AppError('name_taken', {}, { cause: error }) : error
  }
  const [view] = await presentQueues(ctx, await listQueues(ctx.db, ctx.scope, queue.id))
  if (view === undefined) throw new AppError('not_found', { queueId: queue.id })
  return view
}

/** Only what has ended is reviewed; reviewers are people here. */
async function requireSense(ctx: AgentContext, { list, reviewerIds }: ReviewQueue): Promise<void> {
  if (list !== 'ended' && list !== 'all')
    throw refused(['definition', 'list'], 'must be the list of all sessions, or of those that have ended')
  const names = await listMemberNames(ctx.db, ctx.scope, reviewerIds)
  if (reviewerIds.some((id) => !names.has(id)))
    throw refused(['definition', 'reviewerIds'], 'must be people of this workspace')
}

async function requireScorecard(tx: Tx, ctx: AgentContext, { scorecardId }: ReviewQueue): Promise<void> {
  if (scorecardId !== null && (await holdScorecard(tx, ctx.scope, scorecardId)) === null)
    throw refused(['definition', 'scorecardId'], 'must be a scorecard that is in use')
}

async function presentQueues(ctx: AgentContext, queues: readonly StoredQueue[]): Promise<ReviewQueueView[]> {
  const since = await mondayOf(ctx.db, ctx, ctx.scope)
  const progress = await Promise.all(queues.map(({ id }) => findProgress(ctx.db, ctx.scope, { id, since })))
  const shown = queues.map(({ definition }, i) => [
    ...new Set([...definition.reviewerIds, ...(Object.keys(progress[i]?.byReviewer ?? {}) as never[])]),
  ])
  const names = await listMemberNames(ctx.db, ctx.scope, [...new Set(shown.flat())])
  return queues.map((queue, i) => {
    const { waiting = 0, claimed = 0, doneThisWeek = 0, byReviewer = {} } = progress[i] ?? {}
    const reviewers = (shown[i] ?? []).map((id) => ({
      id,
      name: names.get(id) ?? null,
      done: byReviewer[id] ?? 0,
      goal: queue.definition.weeklyGoal,
    }))
    return { ...queue, waiting, claimed, doneThisWeek, reviewers }
  })
}
