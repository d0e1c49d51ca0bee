import {
  accept,
  changeTags,
  noTags,
  readTagTree,
  type SessionId,
  type TagId,
  type TagTree,
  type WorkspaceId,
} from '@rapport/domain'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { enqueue, RetryLater } from '../platform/jobs/index.ts'
import { holdSuccessor, listTags, removeTagKind, retagKind } from '../tags/index.ts'
import { changeSession } from './change-session.ts'
import { forgetTagged, listTagged } from './mark-session-queries.ts'

/** Sessions a step goes through before other jobs have their turn, and how many of them at a time. */
const sessionsPerStep = 400
const atOnce = 4

/** A tag that was deleted, where. */
export type Untagging = Readonly<{ workspaceId: WorkspaceId; tagId: TagId }>

/** A tag that was merged, and what it became then. */
export type Retagging = Untagging & Readonly<{ into: TagId }>

/**
 * Takes a deleted tag off the sessions that carry it, as events like any other change, each session in a transaction of
 * its own. A step ends by asking for the next; one that is cut short is repeated, and finds what is left.
 */
export function untagSessions(platform: Platform, { workspaceId, tagId }: Untagging): Promise<void> {
  const job = { workspaceId, kind: removeTagKind.session, payload: { tagId } }
  const change = { tagId, into: null, tree: noTags }
  return takeStep(platform, job, (ctx, id) => replaceTag(ctx, id, change))
}

/**
 * Gives the sessions that carry a merged tag the one it became, both in one change of each, by the rules of its groups. That
 * one may have been merged itself meanwhile, and is followed, or deleted, and is then taken off like any other.
 */
export async function retagSessions(
  platform: Platform,
  { workspaceId, ...payload }: Retagging,
): Promise<void> {
  const { tagId } = payload
  const scope = scopeOf(workspaceId)
  const into = await holdSuccessor(platform.db, scope, payload.into)
  const tree = readTagTree(await listTags(platform.db, scope))
  const job = { workspaceId, kind: retagKind.session, payload }
  await takeStep(platform, job, (ctx, id) => replaceTag(ctx, id, { tagId, into, tree }))
}

type Step = Readonly<{ workspaceId: WorkspaceId; kind: string; payload: Readonly<{ tagId: TagId }> }>

async function takeStep(
  platform: Platform,
  job: Step,
  change: (ctx: Context, id: SessionId) => Promise<void>,
): Promise<void> {
  const scope = scopeOf(job.workspaceId)
  const { tagId } = job.payload
  const ctx: Context = { ...platform, scope, actor: { kind: 'system' } }
  const sessionIds = await listTagged(ctx.db, scope, { tagId, limit: sessionsPerStep })
  for (let at = 0; at < sessionIds.length; at += atOnce)
    await Promise.all(sessionIds.slice(at, at + atOnce).map((id) => change(ctx, id)))
  await forgetTagged(ctx.db, scope, { tagId, sessionIds })
  if (sessionIds.length < sessionsPerStep) return
  await inTransaction(ctx, (tx) => enqueue(tx, [{ ...job, runAt: ctx.now() }]))
  ctx.wakeJobs()
}

type Replacing = Readonly<{ tagId: TagId; into: TagId | null; tree: TagTree }>

// As soon as who changes the tags has done so.
const againMs = 50

async function replaceTag(ctx: Context, id: SessionId, { tagId, into, tree }: Replacing): Promise<void> {
  try {
    await changeSession(
      ctx,
      id,
      (session) =>
        session.tagIds.includes(tagId)
          ? changeTags(session, { add: into === null ? [] : [into], remove: [tagId], tree }, ctx.actor)
          : accept(),
      async (tx) => {
        // Held, so that whoever deletes or merges it now finds this session among those that carry it.
        if (into !== null && (await holdSuccessor(tx, ctx.scope, into)) !== into)
          throw new RetryLater(againMs)
        return {}
      },
    )
  } catch (error) {
    // Deleted meanwhile, and its tags with it.
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  }
}
