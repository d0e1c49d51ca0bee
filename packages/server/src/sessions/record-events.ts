import { evolve, later, type RecordedEvent, type Session, type SessionEvent } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { afterCommit, type Tx } from '../platform/db/index.ts'
import { type Recording, type WithEvents, writeEvents, writeEventsAtOnce } from './record-events-queries.ts'
import { streamOf } from './stream-of.ts'

export type { Body } from './record-events-queries.ts'

/** What goes into the same transaction as the events. */
export type Alongside = Partial<WithEvents>

/** A decision, on the session it was made on. */
export type Change = Readonly<{ before: Session; events: readonly SessionEvent[] }>

/**
 * Writes what happened: the state it leads to, the words it speaks of, the jobs it sets off, and the log with its
 * place in the feed. One transaction, so a crash leaves all of it or none of it. The stream head is locked last: its
 * lock is the only one that sessions share. Followers are woken after commit.
 */
export function recordEvents(tx: Tx, ctx: Context, change: Change, alongside: Alongside = {}): Session {
  if (change.events.length === 0) return change.before
  const recording = plan(ctx, change, alongside)
  writeEvents(tx, ctx.scope, recording)
  afterCommit(tx, () => wake(ctx, recording))
  return recording.after
}

/**
 * The same without a lock taken before, on a session known from an earlier look: one round trip. Null when the session
 * has moved on since, or when there is more to it than one statement can hang on one row; then nothing is written.
 */
export async function recordAtOnce(
  ctx: Context,
  change: Change,
  alongside: Alongside,
): Promise<Session | null> {
  const recording = plan(ctx, change, alongside)
  if (recording.jobs.length > 0) return null
  if (!(await writeEventsAtOnce(ctx.db, ctx.scope, recording))) return null
  wake(ctx, recording)
  return recording.after
}

function plan(ctx: Context, { before, events }: Change, alongside: Alongside): Recording {
  // Another node's clock may be behind ours: a log's times never run backwards.
  const at = later(ctx.now(), before.lastActivityAt)
  const recorded = events.map((event, i): RecordedEvent => ({ version: before.version + 1 + i, at, event }))
  const after = recorded.reduce(evolve, before)
  const { conversationId } = after
  const jobs = ctx.jobsFor(before, after, recorded)
  const made = { stream: streamOf(conversationId), conversationId, before, after, recorded, jobs }
  return { bodies: [], claim: null, origin: undefined, ...alongside, ...made }
}

function wake(ctx: Context, { stream, jobs }: Recording): void {
  ctx.bus.publish({ type: 'feed', workspaceId: ctx.scope.workspaceId, stream })
  if (jobs.length > 0) ctx.wakeJobs()
}
