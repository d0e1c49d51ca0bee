/**
 * Bans: contacts who are not let in. With a ban their live sessions end in one transaction, and from its commit on no
 * session of theirs begins, on whatever channel: what they write is refused, said politely, and counted. A ban with an
 * end lets them in again by itself. The check stands where a session begins, so messages of everybody else pay nothing.
 * Start reading at `ban-contact.ts`.
 */
export { createBanRoutes } from './ban-routes.ts'
export { findStandingBan, insertBan } from './bans-queries.ts'
export { isRefusal, noteRefusal } from './note-refusal.ts'
