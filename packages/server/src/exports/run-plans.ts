import { type ExportPlanId, nextAt } from '@rapport/domain'
import type { AgentContext, Platform } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { toAppError } from '../platform/http/problem.ts'
import { contextOfMember } from '../team/index.ts'
import { listViews } from '../views/index.ts'
import { beginExport } from './begin-export.ts'
import { allowWaiting, holdDuePlan, type PlanRecord, settlePlan } from './plan-queries.ts'
import type { ExportSetup } from './run-export.ts'

/**
 * Makes the exports that are due, each in its owner's name and by the rights they have now, and once however many nodes
 * look: a plan is held while its export begins, and the export knows for which turn it is. What comes to nothing is
 * written down with the plan; only where another export of theirs still runs is it tried again a minute later.
 */
export async function runDuePlans(platform: Platform, setup: ExportSetup): Promise<void> {
  const seen: ExportPlanId[] = []
  let isDue = true
  while (isDue) isDue = await runNext(platform, setup, seen)
}

async function runNext(platform: Platform, setup: ExportSetup, seen: ExportPlanId[]): Promise<boolean> {
  const at = platform.now()
  return await inTransaction(
    platform,
    async (tx) => {
      allowWaiting(tx)
      const plan = await holdDuePlan(tx, { at, except: seen })
      if (plan === null) return false
      seen.push(plan.id)
      const error = await begin(platform, setup, plan)
      const next = error === 'export_running' ? plan.nextAt : nextAt(plan.rhythm, at)
      await settlePlan(tx, plan, { at: error === null ? at : null, nextAt: next, error })
      return true
    },
    { retries: 0 },
  )
}

async function begin(platform: Platform, setup: ExportSetup, plan: PlanRecord) {
  try {
    const ctx = await contextOfMember(platform, {
      id: plan.id,
      workspaceId: plan.workspaceId,
      userId: plan.ownerId,
      apiKeyId: null,
    })
    if (!ctx?.can('exports.create')) throw new AppError('forbidden', { planId: plan.id })
    await beginOfView(ctx, setup, plan)
    return null
  } catch (error) {
    const { code } = toAppError(error)
    // A database that is away is nobody's outcome.
    if (code === 'unavailable') throw error
    if (code === 'internal')
      platform.log.error({ planId: plan.id, err: error }, 'A planned export failed by a fault')
    return code
  }
}

async function beginOfView(ctx: AgentContext, setup: ExportSetup, plan: PlanRecord): Promise<void> {
  const { id, viewId, format, options, nextAt: turn } = plan
  const view = (await listViews(ctx.db, ctx.scope, ctx.agentId)).find((one) => one.id === viewId)
  if (view === undefined) throw new AppError('not_found', { viewId })
  const { list, filter, sort, direction } = view.definition
  const name = `${plan.name} ${new Date(turn).toISOString().slice(0, 10)}`
  const wish = {
    clientId: `plan:${id}:${turn}`,
    target: { list, filter, sort, direction },
    format,
    options,
    name,
  }
  await beginExport(ctx, setup, wish, id)
}
