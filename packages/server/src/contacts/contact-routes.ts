import { contactEndpoints } from '@rapport/contract'
import { asId, type ContactId } from '@rapport/domain'
import { route } from '../platform/http/index.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { listContacts } from './contact-page-queries.ts'
import { changeContact, makeContact, readContact } from './make-contact.ts'
import { markContactFields, markContactTags } from './mark-contact.ts'

/** The endpoints of contacts. Who works some inboxes only reaches the contacts who have been, or may come, there. */
export const contactRoutes = [
  route(contactEndpoints.list, async (ctx, { email, limit, cursor }) => {
    const before = cursor === undefined ? null : asId<ContactId>(decodeKey(cursor).id)
    const found = await listContacts(ctx.db, ctx.scope, { email, before, limit: limit + 1 })
    return pageOf(found, limit, ({ id }) => ({ at: 0, id }))
  }),
  route(contactEndpoints.get, (ctx, { contactId }) => readContact(ctx, contactId)),
  route(contactEndpoints.create, (ctx, choices) => makeContact(ctx, choices)),
  route(contactEndpoints.change, (ctx, choices) => changeContact(ctx, choices)),
  route(contactEndpoints.changeTags, (ctx, tags) => markContactTags(ctx, tags)),
  route(contactEndpoints.setFields, (ctx, fields) => markContactFields(ctx, fields)),
]
