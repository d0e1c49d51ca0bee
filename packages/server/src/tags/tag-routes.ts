import { tagEndpoints } from '@rapport/contract'
import { route } from '../platform/http/index.ts'
import { changeTag, makeTag, readUsage } from './change-tags.ts'
import { countTags } from './count-tags.ts'
import { importTags } from './import-tags.ts'
import { mergeTag, moveTag, removeTag } from './move-tags.ts'
import { listTags } from './tag-queries.ts'

/** The endpoints of tags. Which sessions and contacts carry them is changed there. */
export const tagRoutes = [
  route(tagEndpoints.list, async (ctx) => ({ items: await listTags(ctx.db, ctx.scope) })),
  route(tagEndpoints.create, (ctx, chosen) => makeTag(ctx, chosen)),
  route(tagEndpoints.change, (ctx, chosen) => changeTag(ctx, chosen)),
  route(tagEndpoints.move, async (ctx, move) => ({ items: await moveTag(ctx, move) })),
  route(tagEndpoints.usage, (ctx, { tagId }) => readUsage(ctx, tagId)),
  route(tagEndpoints.counts, async (ctx, { scope }) => ({ items: await countTags(ctx, scope) })),
  route(tagEndpoints.merge, async (ctx, merge) => ({ items: await mergeTag(ctx, merge) })),
  route(tagEndpoints.remove, async (ctx, removal) => {
    await removeTag(ctx, removal)
    return {}
  }),
  route(tagEndpoints.import, (ctx, file) => importTags(ctx, file)),
]
