import { lazy } from 'react'
import { withWords } from '../app/index.ts'

/**
 * Files of sessions: what is asked of one, how far it has come, one's own exports and those that are planned. Which
 * sessions and which columns there are, whoever lists sessions says. Start in `export-dialog.tsx`.
 */
// Fetched when they are opened: on most days nobody exports anything.
export const ExportDialog = lazy(
  withWords(() => import('./export-dialog.tsx').then((part) => ({ default: part.ExportDialog }))),
)
export const MailDialog = lazy(
  withWords(() => import('./mail-dialog.tsx').then((part) => ({ default: part.MailDialog }))),
)
export const ExportsScreen = lazy(
  withWords(() => import('./exports-screen.tsx').then((part) => ({ default: part.ExportsScreen }))),
)
export { ExportTray } from './export-tray.tsx'
