/** The working screen: lists, thread and details. Start in `inbox-screen.tsx`. */
export { InboxScreen } from './inbox-screen.tsx'
