import { randomUUIDv7 } from 'node:crypto'
import type { ViewView } from '@rapport/contract'
import { asId, type ViewId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { checkDefinition } from './check-definition.ts'
import {
  countOwnViews,
  deleteView,
  findTeamOf,
  insertView,
  listViews,
  lockView,
  type StoredView,
  updateView,
  type ViewChoices,
} from './view-queries.ts'

/** The most views that one member makes: far beyond what a menu shows. */
const viewsMax = 200

/** The views one sees, by name. */
export async function readViews(ctx: AgentContext): Promise<ViewView[]> {
  const views = await listViews(ctx.db, ctx.scope, ctx.agentId)
  return views.map((view) => ({ ...view, mayChange: mayChange(ctx, view) }))
}

/** Saves a view of one's own making, for whom one may make it. */
export function makeView(ctx: AgentContext, choices: ViewChoices): Promise<ViewView> {
  const id = asId<ViewId>(randomUUIDv7())
  return inTransaction(ctx, async (tx) => {
    await requireMay(tx, ctx, choices)
    await checkDefinition(tx, ctx, choices.definition)
    if ((await countOwnViews(tx, ctx.scope, ctx.agentId)) >= viewsMax)
      throw refused(['name'], `must not be one more than ${viewsMax} views`)
    await insertView(tx, ctx.scope, { ...choices, id, ownerId: ctx.agentId })
    return await found(tx, ctx, id)
  })
}

/** Changes a view as a whole. Its owner may, and where it is shared whoever may share with everyone. */
export function changeView(
  ctx: AgentContext,
  { viewId, ...choices }: ViewChoices & Readonly<{ viewId: ViewId }>,
): Promise<ViewView> {
  return inTransaction(ctx, async (tx) => {
    const { ownerId } = await lockToChange(tx, ctx, viewId)
    // Taking somebody's view out of everybody's sight but their own is deleting it for them all: the owner's to do.
    if (choices.scope === 'me' && ownerId !== ctx.agentId) throw new AppError('forbidden', { viewId })
    await requireMay(tx, ctx, choices)
    await checkDefinition(tx, ctx, choices.definition)
    await updateView(tx, ctx.scope, { ...choices, id: viewId })
    return await found(tx, ctx, viewId)
  })
}

/** Deletes a view, by whoever may change it. */
export async function removeView(ctx: AgentContext, viewId: ViewId): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await lockToChange(tx, ctx, viewId)
    await deleteView(tx, ctx.scope, viewId)
  })
}

const mayChange = (ctx: AgentContext, { ownerId, scope }: StoredView): boolean =>
  ownerId === ctx.agentId || (scope !== 'me' && ctx.can('views.share'))

async function lockToChange(tx: Tx, ctx: AgentContext, viewId: ViewId): Promise<StoredView> {
  const view = await lockView(tx, ctx.scope, { id: viewId, agentId: ctx.agentId })
  if (view === null) throw new AppError('not_found', { viewId })
  if (!mayChange(ctx, view)) throw new AppError('forbidden', { viewId })
  return view
}

/** Sharing with everyone, or with a team that is not one's own, takes a right of its own. */
async function requireMay(tx: Tx, ctx: AgentContext, { scope, teamId }: ViewChoices): Promise<void> {
  const mayShare = ctx.can('views.share')
  if (scope === 'everyone' && !mayShare) throw new AppError('forbidden', { scope })
  if ((scope === 'team') !== (teamId !== null))
    throw refused(['teamId'], scope === 'team' ? 'must name the team' : 'must be null: it is no team’s view')
  if (teamId === null) return
  const team = await findTeamOf(tx, ctx.scope, { teamId, agentId: ctx.agentId })
  if (team === null) throw new AppError('not_found', { teamId })
  if (!team.isTheirs && !mayShare) throw new AppError('forbidden', { teamId })
}

async function found(tx: Tx, ctx: AgentContext, viewId: ViewId): Promise<ViewView> {
  const view = await lockView(tx, ctx.scope, { id: viewId, agentId: ctx.agentId })
  if (view === null) throw new AppError('not_found', { viewId })
  return { ...view, mayChange: mayChange(ctx, view) }
}

const refused = (path: readonly string[], message: string) =>
  new AppError('invalid_input', {}, { fields: [{ path, message }] })
