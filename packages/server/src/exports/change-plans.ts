import { randomUUIDv7 } from 'node:crypto'
import type { ExportFormat, ExportOptions } from '@rapport/contract'
import { asId, type ExportPlanId, type ExportRhythm, isRhythm, nextAt, type ViewId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { listViews } from '../views/index.ts'
import { requireSense } from './begin-export.ts'
import { prepareMaking } from './export-head.ts'
import {
  deletePlan,
  insertPlan,
  listOwnPlans,
  type PlanChoices,
  type PlanRecord,
  updatePlan,
} from './plan-queries.ts'

/** What somebody wants made again and again. */
export type PlanWish = Readonly<{
  name: string
  viewId: ViewId
  format: ExportFormat
  options: ExportOptions
  rhythm: ExportRhythm
}>

/** The most plans of one person: more than anybody reads the files of. */
const plansMax = 50

/** Plans an export of a view that one sees. */
export async function createPlan(ctx: AgentContext, wish: PlanWish): Promise<PlanRecord> {
  const choices = await check(ctx, wish)
  if ((await listOwnPlans(ctx.db, ctx.scope, ctx.agentId)).length >= plansMax)
    refuse(['name'], `must not be one more than ${plansMax} plans`)
  const id = asId<ExportPlanId>(randomUUIDv7())
  await insertPlan(ctx.db, ctx.scope, { ...choices, id, ownerId: ctx.agentId, at: ctx.now() })
  return await getPlan(ctx, id)
}

/** Changes one's own planned export; it is next due by its new rhythm. */
export async function changePlan(
  ctx: AgentContext,
  { exportPlanId: id, ...wish }: PlanWish & Readonly<{ exportPlanId: ExportPlanId }>,
): Promise<PlanRecord> {
  const choices = await check(ctx, wish)
  if (!(await updatePlan(ctx.db, ctx.scope, { ...choices, id, ownerId: ctx.agentId })))
    throw new AppError('not_found', { planId: id })
  return await getPlan(ctx, id)
}

/** Plans one's own export no longer. */
export async function removePlan(ctx: AgentContext, id: ExportPlanId): Promise<void> {
  requirePerson(ctx)
  if (!(await deletePlan(ctx.db, ctx.scope, { id, ownerId: ctx.agentId })))
    throw new AppError('not_found', { planId: id })
}

async function getPlan(ctx: AgentContext, id: ExportPlanId): Promise<PlanRecord> {
  const found = (await listOwnPlans(ctx.db, ctx.scope, ctx.agentId)).find((plan) => plan.id === id)
  if (found === undefined) throw new AppError('not_found', { planId: id })
  return found
}

async function check(ctx: AgentContext, wish: PlanWish): Promise<PlanChoices> {
  requirePerson(ctx)
  const { name, viewId, format, options, rhythm } = wish
  if (!isRhythm(rhythm)) refuse(['rhythm'], 'must be a time of the day, HH:MM, in an IANA time zone')
  requireSense(ctx, options)
  await prepareMaking(ctx, ctx.scope, { name, options, total: 0, createdAt: ctx.now() })
  const views = await listViews(ctx.db, ctx.scope, ctx.agentId)
  if (!views.some(({ id }) => id === viewId)) throw new AppError('not_found', { viewId })
  return { name, viewId, format, options, rhythm, nextAt: nextAt(rhythm, ctx.now()) }
}

/** A plan is carried out by all its owner's rights, of which a key may have been given few. */
function requirePerson({ apiKey }: AgentContext): void {
  if (apiKey !== null) throw new AppError('forbidden', { apiKeyId: apiKey.id })
}

function refuse(path: string[], message: string): never {
  throw new AppError('invalid_input', {}, { fields: [{ path, message }] })
}
