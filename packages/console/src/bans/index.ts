/** Contacts who are not let in: the list of bans, and letting somebody in again. Start in `bans-screen.tsx`. */
export { BansScreen } from './bans-screen.tsx'
