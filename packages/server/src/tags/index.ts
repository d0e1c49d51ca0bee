/**
 * Tags: the words that sessions, and apart from them contacts, are marked with. Those of sessions are a tree of three
 * levels, in which siblings have different names in whatever case of letters. A tag that is deleted, or merged into another
 * one, is gone from the list at once; what carried it is changed by a job, in small steps, and a tag that is just being put
 * on something is either on it before that or refused after it. The rules are in the domain's `tags`.
 * Start reading at `change-tags.ts`, then `move-tags.ts`.
 */
export { type EnsuredTags, ensureTags, plainTag } from './ensure-tags.ts'
export { removeTagKind, retagKind } from './move-tags.ts'
export { holdSuccessor, holdTags, insertTag, listTags } from './tag-queries.ts'
export { tagRoutes } from './tag-routes.ts'
