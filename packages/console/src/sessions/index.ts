/** Every session, as a table and one by one. Start in `sessions-screen.tsx`. */
export { SessionScreen } from './session-screen.tsx'
export { SessionsScreen } from './sessions-screen.tsx'
