/** Every session, as a table and one by one. Start in `sessions-screen.tsx`. */
export { SessionScreen } from './session-screen.tsx'
export { SessionsScreen } from './sessions-screen.tsx'
export { nameOf, type ThreadPeople } from './thread/describe-event.ts'
export { Thread, type ThreadHandle, type ThreadProps } from './thread/thread.tsx'
export type { ThreadContent, ThreadEvents } from './thread/thread-items.ts'
export { type SessionCommands, useSession, useSessionCommands } from './use-session.ts'
