/**
 * Tags: the words that sessions, and apart from them contacts, are marked with. A name is there once in its set, in
 * whatever case of letters. A deleted tag is gone at once; what carried it is cleared by a job, in small steps, and a
 * tag that is just being put on something is either on it before the deletion or refused after it.
 * Start reading at `change-tags.ts`.
 */
export { removeTagKind } from './change-tags.ts'
export { ensureTags, tagKey } from './ensure-tags.ts'
export { hasTags, holdTags, insertTag, listTags, plainTag } from './tag-queries.ts'
export { tagRoutes } from './tag-routes.ts'
