import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Instant, SessionId, WorkspaceId } from '@rapport/domain'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { enqueue } from '../platform/jobs/index.ts'
import { summariseSaid } from './summarise-sessions.ts'
import { type BacklogPlace, listBacklogs, listSaid, listUnsummarised } from './summary-queries.ts'

/** The kind of the job that works off a workspace's backlog. */
export const summariseBacklogKind = 'summarise-backlog'

/** So many workspaces at a time: their turns must not take all the hands that other jobs need. */
const workspacesMax = 2
const sessionsPerStep = 16
/** A turn is over after this long, so that a stopping server does not wait, and other jobs come in between. */
const turnMs = 2_000
/** Of a busy process steps take less than a twentieth of the time; of an idle one, two thirds. */
const restMsMin = 10
const restWhenBusy = 20
const restWhenIdle = 0.5
const busyFrom = 0.3
const restMsMax = 2_000

const jobFor = (workspaceId: WorkspaceId, runAt: Instant, after: BacklogPlace | null) => ({
  workspaceId,
  kind: summariseBacklogKind,
  payload: { after },
  // Of all nodes, one works on a workspace at a time.
  uniqueKey: summariseBacklogKind,
  serialKey: summariseBacklogKind,
  runAt,
})

/** Asks for a turn on workspaces that have sessions without a summary, a few at a time, until all had theirs. */
export async function enqueueBacklogs(platform: Platform): Promise<void> {
  const waiting = await listBacklogs(platform.db, { kind: summariseBacklogKind, max: workspacesMax })
  if (waiting.length === 0) return
  await inTransaction(platform.db, (tx) =>
    enqueue(
      tx,
      waiting.map((id) => jobFor(id, platform.now(), null)),
    ),
  )
  platform.wakeJobs()
}

/**
 * Takes a turn on a workspace's backlog, the newest sessions first, in small steps with rests between that grow when this
 * process has much to do, and asks for the next turn while there is more. A step that fails is found again by the next
 * round; the rest of the backlog does not wait for it.
 */
export async function summariseBacklog(
  platform: Platform,
  { workspaceId, after: from }: Readonly<{ workspaceId: WorkspaceId; after: BacklogPlace | null }>,
): Promise<void> {
  const scope = scopeOf(workspaceId)
  const ctx: Context = { ...platform, scope, actor: { kind: 'system' } }
  const begun = performance.now()
  let after = from
  while (performance.now() - begun < turnMs) {
    const places = await listUnsummarised(ctx.db, scope, { after, limit: sessionsPerStep })
    const last = places.at(-1)
    if (last === undefined) return
    after = last
    await takeStep(
      ctx,
      places.map(({ sessionId }) => sessionId),
    )
  }
  await inTransaction(ctx, (tx) => enqueue(tx, [jobFor(workspaceId, platform.now(), after)]))
  platform.wakeJobs()
}

async function takeStep(ctx: Context, ids: readonly SessionId[]): Promise<void> {
  const begun = performance.now()
  try {
    await summariseSaid(ctx, await listSaid(ctx.db, ctx.scope, ids), 'missing')
  } catch (error) {
    ctx.log.warn({ error: String(error), sessions: ids.length }, 'Some sessions wait to be summarised')
  }
  await rest(performance.now() - begun)
}

/** Rests after a step. What the process has to do meanwhile is others' work: where that is much, it rests on. */
async function rest(stepMs: number): Promise<void> {
  const before = performance.eventLoopUtilization()
  await sleep(Math.max(restMsMin, stepMs * restWhenIdle))
  const { utilization } = performance.eventLoopUtilization(before)
  if (utilization > busyFrom) await sleep(Math.min(restMsMax, stepMs * restWhenBusy))
}
