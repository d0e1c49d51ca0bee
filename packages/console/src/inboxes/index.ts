import { lazy } from 'react'

/** The inboxes: by which doors conversations come in, and who works them. Start in `inbox-settings.tsx`. */
// Fetched when the settings are opened: the list of inboxes is wanted in many places, the forms only there.
export const InboxSettings = lazy(() =>
  import('./inbox-settings.tsx').then((part) => ({ default: part.InboxSettings })),
)
export const NewInboxScreen = lazy(() =>
  import('./new-inbox-screen.tsx').then((part) => ({ default: part.NewInboxScreen })),
)
export const InboxEditorScreen = lazy(() =>
  import('./inbox-editor-screen.tsx').then((part) => ({ default: part.InboxEditorScreen })),
)
export { inboxesQuery, useInboxes } from './use-inboxes.ts'
