import type { BatchAction, ErrorCode } from '@rapport/contract'
import type { BatchId, Instant, Permission, WorkspaceId } from '@rapport/domain'
import { type AgentContext, type Platform, type Scope, scopeOf } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { toAppError } from '../platform/http/problem.ts'
import { enqueue, type NewJob } from '../platform/jobs/index.ts'
import { contextOfMember } from '../team/index.ts'
import {
  type Batch,
  failWaiting,
  findBatch,
  type Item,
  listWaiting,
  type Outcome,
  settleItems,
} from './batches-queries.ts'
import { doToSession } from './do-to-session.ts'

/** The job that goes one step further with a batch. */
export const runBatchKind = 'run-batch'

/** Sessions a step goes through before other jobs have their turn, and how many of them at a time. */
const sessionsPerStep = 50
const atOnce = 4

/** The job of a batch's next step. One at a time, in order. */
export const jobOf = ({ workspaceId }: Scope, batchId: BatchId, runAt: Instant): NewJob => ({
  workspaceId,
  kind: runBatchKind,
  payload: { batchId },
  serialKey: `batch:${batchId}`,
  runAt,
})

type Running = Readonly<{ workspaceId: WorkspaceId; batchId: BatchId }>

/**
 * Goes one step further with a batch, as the person who began it with the rights they have now. A step that is cut short
 * is repeated: what was done to a session then is not done twice. Ends by asking for the next.
 */
export async function runBatch(platform: Platform, { workspaceId, batchId }: Running): Promise<void> {
  const scope = scopeOf(workspaceId)
  const batch = await findBatch(platform.db, scope, batchId)
  if (batch?.state !== 'running') return
  const ctx = await contextOfMember(platform, { ...batch, workspaceId: scope.workspaceId })
  if (ctx === null || !neededFor(batch.action).every(ctx.can))
    return await failRest(platform, scope, batchId, 'forbidden')
  const items = await listWaiting(platform.db, scope, batchId, sessionsPerStep)
  const outcomes: Outcome[] = []
  for (let at = 0; at < items.length; at += atOnce)
    outcomes.push(
      ...(await Promise.all(items.slice(at, at + atOnce).map((item) => tryOne(ctx, batch, item)))),
    )
  await inTransaction(platform, async (tx) => {
    const isWaiting = await settleItems(tx, scope, { id: batchId, outcomes, at: platform.now() })
    if (isWaiting) await enqueue(tx, [jobOf(scope, batchId, platform.now())])
  })
  platform.wakeJobs()
}

/** What is left of a batch whose step has failed again and again: each that waits says so, and the batch is over. */
export const giveUpBatch = (platform: Platform, { workspaceId, batchId }: Running): Promise<void> =>
  failRest(platform, scopeOf(workspaceId), batchId, 'internal')

const failRest = (platform: Platform, scope: Scope, id: BatchId, error: ErrorCode): Promise<void> =>
  inTransaction(platform, (tx) => failWaiting(tx, scope, { id, error, at: platform.now() }))

/** What somebody must be allowed for a batch to do this, when it begins and as long as it goes on. */
export const neededFor = (action: BatchAction): readonly Permission[] => [
  'sessions.batch',
  action.do === 'delete' ? 'sessions.delete' : 'sessions.answer',
]

/**
 * What became of one session. A database that is away is nobody's outcome: the step is repeated. A fault of ours is the
 * outcome of one session and no other's, and stands in the log.
 */
async function tryOne(ctx: AgentContext, batch: Batch, item: Item): Promise<Outcome> {
  const { position, sessionId } = item
  try {
    return { position, ...(await doToSession(ctx, batch, item)), error: null }
  } catch (cause) {
    const { code } = toAppError(cause)
    if (code === 'unavailable') throw cause
    if (code === 'internal')
      ctx.log.error({ batchId: batch.id, sessionId, err: cause }, 'A session of a batch failed by a fault')
    return { position, state: 'failed', tags: null, error: code }
  }
}
