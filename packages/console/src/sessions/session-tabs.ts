import { lazy } from 'react'

/*
 * The tabs beside Transcript, each fetched when it is first opened: who only reads what was said waits for none of them.
 */

export const DetailsTab = lazy(() =>
  import('./details-tab.tsx').then((part) => ({ default: part.DetailsTab })),
)
export const FieldsTab = lazy(() => import('./fields-tab.tsx').then((part) => ({ default: part.FieldsTab })))
export const NotesTab = lazy(() => import('./notes-tab.tsx').then((part) => ({ default: part.NotesTab })))
export const RoutingTab = lazy(() =>
  import('./routing-tab.tsx').then((part) => ({ default: part.RoutingTab })),
)
export const HistoryTab = lazy(() =>
  import('./history-tab.tsx').then((part) => ({ default: part.HistoryTab })),
)
export const AuditTab = lazy(() => import('./audit-tab.tsx').then((part) => ({ default: part.AuditTab })))
