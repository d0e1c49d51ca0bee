import { fieldEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { changeField, makeField, putFieldsInOrder, removeField } from './change-field-list.ts'
import { listFields } from './field-queries.ts'

/** The endpoints of custom fields. Their values are set on the sessions and contacts they are about. */
export const fieldRoutes = [
  route(fieldEndpoints.list, async (ctx) => ({ items: await listFields(ctx.db, ctx.scope) })),
  route(fieldEndpoints.create, (ctx, choices) => makeField(ctx, choices)),
  route(fieldEndpoints.change, (ctx, choices) => changeField(ctx, choices)),
  route(fieldEndpoints.order, async (ctx, order) => ({ items: await putFieldsInOrder(ctx, order) })),
  route(fieldEndpoints.remove, async (ctx, { fieldId }) => {
    await removeField(ctx, fieldId)
    return {}
  }),
]
