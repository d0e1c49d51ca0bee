import { viewEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { changeView, makeView, readViews, removeView } from './change-views.ts'

/** The endpoints of saved views. */
export const viewRoutes = [
  route(viewEndpoints.list, async (ctx) => ({ items: await readViews(ctx) })),
  route(viewEndpoints.create, (ctx, choices) => makeView(ctx, choices)),
  route(viewEndpoints.change, (ctx, choices) => changeView(ctx, choices)),
  route(viewEndpoints.remove, async (ctx, { viewId }) => {
    await removeView(ctx, viewId)
    return {}
  }),
]
