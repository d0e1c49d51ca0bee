import { type ExportPlanView, exportPlanEndpoints } from '@rapport/contract'
import { type Route, route } from '../platform/http/index.ts'
import { changePlan, createPlan, removePlan } from './change-plans.ts'
import { listOwnPlans, type PlanRecord } from './plan-queries.ts'

/** Planned exports, each its owner's. */
export const exportPlanRoutes: readonly Route[] = [
  route(exportPlanEndpoints.list, async (ctx) => ({
    items: (await listOwnPlans(ctx.db, ctx.scope, ctx.agentId)).map(presentPlan),
  })),
  route(exportPlanEndpoints.create, async (ctx, wish) => presentPlan(await createPlan(ctx, wish))),
  route(exportPlanEndpoints.change, async (ctx, wish) => presentPlan(await changePlan(ctx, wish))),
  route(exportPlanEndpoints.remove, async (ctx, { exportPlanId }) => {
    await removePlan(ctx, exportPlanId)
    return {}
  }),
]

const presentPlan = ({ workspaceId: _, ...plan }: PlanRecord): ExportPlanView => plan
