import {
  agent,
  changeTags,
  type FieldChanges,
  type FieldValues,
  noTags,
  readTagTree,
  type Session,
  type SessionEvent,
  type SessionId,
  sessionFor,
  setFields,
  setOutcome,
  shownFields,
  type TagId,
} from '@rapport/domain'
import { applyFields, type FieldRow, listFields } from '../fields/index.ts'
import type { AgentContext } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { holdTags, listTags } from '../tags/index.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { changeOnce, changeOnceTelling } from './change-once.ts'
import { storeFields } from './mark-session-queries.ts'
import { fromRow } from './session-row.ts'
import { findSession } from './sessions-queries.ts'

type One = Readonly<{ sessionId: SessionId; clientId?: string | undefined }>

/** Says what came of a session, in one of the workspace's outcomes; one that stands may be said again when it is none any more. */
export async function markOutcome(
  ctx: AgentContext,
  { outcome, ...command }: One & Readonly<{ outcome: string | null }>,
): Promise<Session> {
  const { settings } = await getWorkspace(ctx.db, ctx.scope)
  return await changeOnce(ctx, { ...command, asked: ['outcome', outcome] }, (session) => {
    requireOutcome(settings.outcomes, session, outcome)
    return setOutcome(session, outcome, agent(ctx.agentId))
  })
}

/** Refuses an outcome that is none of the workspace's. What a session has already stays what it is. */
export function requireOutcome(outcomes: readonly string[], session: Session, outcome: string | null): void {
  if (outcome === null || outcome === session.outcome || outcomes.includes(outcome)) return
  const message = "must be one of the workspace's outcomes"
  throw new AppError('invalid_input', {}, { fields: [{ path: ['outcome'], message }] })
}

/** Tags to be put on and taken off. */
type TagsWanted = Readonly<{ add: readonly TagId[]; remove: readonly TagId[] }>

/** Adds and removes tags, by the rules of their groups. An id among those to add that is no tag of sessions is `not_found`, and nothing changes. */
export async function markTags(
  ctx: AgentContext,
  { add, remove, ...command }: One & TagsWanted,
): Promise<Session> {
  const { asked, decide, accompany } = await tagging(ctx, { add, remove })
  return await changeOnce(ctx, { ...command, asked }, decide, accompany)
}

/** The tags that a change really put on and took off: no others have to be taken back. */
export type TagsChanged = Readonly<{ added: TagId[]; removed: TagId[] }>

/** The same, answering which changed: the first time's answer, when it is asked again. */
export async function markTagsTelling(
  ctx: AgentContext,
  { add, remove, ...command }: One & Readonly<{ clientId: string }> & TagsWanted,
): Promise<TagsChanged> {
  const { asked, decide, accompany } = await tagging(ctx, { add, remove })
  return await changeOnceTelling(ctx, { ...command, asked }, { decide, accompany, tell: tagsChanged })
}

const tagsChanged = (events: readonly SessionEvent[]): TagsChanged => ({
  added: events.flatMap((event) => (event.type === 'session.tagged' ? event.tagIds : [])),
  removed: events.flatMap((event) => (event.type === 'session.untagged' ? event.tagIds : [])),
})

/** A move of a tag at the same moment is decided as if it came after: the rule holds from the next change on. */
async function tagging(ctx: AgentContext, { add, remove }: TagsWanted) {
  const tree = add.length === 0 ? noTags : readTagTree(await listTags(ctx.db, ctx.scope))
  return {
    asked: ['tags', add, remove],
    decide: (session: Session) => changeTags(session, { add, remove, tree }, agent(ctx.agentId)),
    accompany: async (tx: Tx) => {
      await requireTags(tx, ctx, add)
      return {}
    },
  }
}

/** Holds them too, so that whoever deletes one meanwhile finds this session among those that carry it. */
async function requireTags(tx: Tx, ctx: AgentContext, add: readonly TagId[]): Promise<void> {
  const tagIds = [...new Set(add)]
  if (tagIds.length === 0) return
  if ((await holdTags(tx, ctx.scope, { scope: 'session', tagIds })) < tagIds.length)
    throw new AppError('not_found', { tagIds })
}

/**
 * Sets custom fields, all or none: values and event are of one transaction, under the session's lock, so that of two who
 * set different fields at once both are kept. Answers the values that people see.
 */
export async function markFields(
  ctx: AgentContext,
  { fields: changes, ...command }: One & Readonly<{ fields: FieldChanges }>,
): Promise<Readonly<{ session: Session; fields: FieldValues }>> {
  const definitions = (await listFields(ctx.db, ctx.scope)).filter(({ scope }) => scope === 'session')
  const source = ctx.apiKey === null ? 'agent' : 'api'
  let after: FieldRow | null = null
  await changeOnce(
    ctx,
    { ...command, asked: ['fields', changes] },
    (_session, { fields, field_sources }) => {
      const changed = applyFields(
        definitions,
        { values: fields, sources: field_sources },
        { changes, source },
      )
      after = changed
      return setFields(changed.keys, source, agent(ctx.agentId))
    },
    async (tx, { id }, events) => {
      if (after !== null && events.length > 0) await storeFields(tx, ctx.scope, { id, ...after })
      return {}
    },
  )
  const row = await findSession(ctx.db, ctx.scope, command.sessionId)
  if (row === null) throw new AppError('not_found', { sessionId: command.sessionId })
  return { session: sessionFor(ctx.audience, fromRow(row)), fields: shownFields(definitions, row.fields) }
}
