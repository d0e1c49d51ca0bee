import {
  type Actor,
  evolve,
  later,
  type RecordedEvent,
  type Session,
  type SessionEvent,
} from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { afterCommit, type Tx } from '../platform/db/index.ts'
import { type Body, type Claim, writeEvents } from './record-events-queries.ts'
import { streamOf } from './stream-of.ts'

/** What goes into the same transaction as the events. */
export type Alongside = Readonly<{ bodies?: readonly Body[]; claim?: Claim | null }>

/**
 * Writes what happened: the state it leads to, the words it speaks of, the jobs it sets off, and the log with its
 * place in the feed. One transaction, so a crash leaves all of it or none of it. The stream head is locked last: its
 * lock is the only one that sessions share. Followers are woken after commit.
 */
export function recordEvents(
  tx: Tx,
  ctx: Context,
  { before, events }: { before: Session; events: readonly SessionEvent[] },
  { bodies = [], claim = null }: Alongside = {},
): Session {
  if (events.length === 0) return before
  // Another node's clock may be behind ours: a log's times never run backwards.
  const at = later(ctx.now(), before.lastActivityAt)
  const recorded = events.map((event, i): RecordedEvent => ({ version: before.version + 1 + i, at, event }))
  const after = recorded.reduce(evolve, before)
  const { conversationId } = after
  const stream = streamOf(conversationId)

  const jobs = ctx.jobsFor(before, after, recorded)
  writeEvents(tx, ctx.scope, { stream, conversationId, before, after, recorded, bodies, claim, jobs })
  afterCommit(tx, () => {
    ctx.bus.publish({ type: 'feed', workspaceId: ctx.scope.workspaceId, stream })
    if (jobs.length > 0) ctx.wakeJobs()
  })
  return after
}

/** The text by which an actor owns its client ids. The system never retries by id. */
export const ownerOf = (actor: Actor): string => {
  if (actor.kind === 'system') throw new Error('The system has no client ids')
  return actor.id
}
