/**
 * People outside: who writes, on which inbox, and whether anybody vouches for them. A contact is added once however
 * often and from however many places they arrive, and is never mixed up with somebody who only claims to be them.
 * Start reading at `ensure-contact.ts`.
 */
export { findContact, withinReach } from './contact-queries.ts'
export { contactRoutes } from './contact-routes.ts'
export { ensureContact } from './ensure-contact.ts'
export { insertContacts, insertIdentities } from './insert-contacts-queries.ts'
export { retagContacts, untagContacts } from './mark-contact.ts'
