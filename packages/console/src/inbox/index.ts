/**
 * The working screen: lists by last activity, the thread of a conversation over all its sessions, where one answers,
 * and what is known beside it. It guarantees that nothing moves under a pointer, that opening takes a session only
 * where the workspace wants it, and that what was written is kept. Start in `inbox-screen.tsx`.
 */
export { InboxScreen } from './inbox-screen.tsx'
