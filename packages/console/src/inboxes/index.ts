/** The inboxes: by which doors conversations come in, and who works them. Start in `inbox-settings.tsx`. */
export { useInboxes } from './use-inboxes.ts'
