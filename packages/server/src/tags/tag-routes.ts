import { tagEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { changeTag, countUsage, makeTag, putTagsInOrder, removeTag } from './change-tags.ts'
import { listTags } from './tag-queries.ts'

/** The endpoints of tags. Which sessions and contacts carry them is changed there. */
export const tagRoutes = [
  route(tagEndpoints.list, async (ctx) => ({ items: await listTags(ctx.db, ctx.scope) })),
  route(tagEndpoints.create, (ctx, choices) => makeTag(ctx, choices)),
  route(tagEndpoints.change, (ctx, choices) => changeTag(ctx, choices)),
  route(tagEndpoints.usage, async (ctx, { tagId }) => ({ count: await countUsage(ctx, tagId) })),
  route(tagEndpoints.remove, async (ctx, { tagId }) => {
    await removeTag(ctx, tagId)
    return {}
  }),
]
