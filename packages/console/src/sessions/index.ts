import { lazy } from 'react'
import { withWords } from '../app/index.ts'

/** Every session, as a table and one by one, and the thread that the inbox shows too. Start in `sessions-screen.tsx`. */
// Fetched when they are opened: the thread is wanted in the inbox, the table only here.
export const SessionScreen = lazy(
  withWords(() => import('./session-screen.tsx').then((part) => ({ default: part.SessionScreen }))),
)
export const SessionsScreen = lazy(() =>
  import('./sessions-screen.tsx').then((part) => ({ default: part.SessionsScreen })),
)
export const ExportsPage = lazy(
  withWords(() => import('./export/exports-page.tsx').then((part) => ({ default: part.ExportsPage }))),
)
export const SessionPrint = lazy(
  withWords(() => import('./print/session-print.tsx').then((part) => ({ default: part.SessionPrint }))),
)
export { BannedBadge } from './actions/banned-badge.tsx'
export { SessionDialogs } from './actions/session-dialogs.tsx'
export { useEndAfter } from './actions/use-end-after.ts'
export { type SessionActions, useSessionActions } from './actions/use-session-actions.ts'
export { useTaking } from './actions/use-taking.ts'
export { Composer } from './compose/composer.tsx'
export type { ComposerCommands } from './compose/composer-props.ts'
export { useComposing } from './compose/use-composing.ts'
export { FilterField } from './filter/filter-field.tsx'
export { FieldEditor } from './marks/field-editor.tsx'
export { OutcomePicker } from './marks/outcome-picker.tsx'
export { type PlacedTag, placeTags } from './marks/place-tags.ts'
export { PriorityPicker } from './marks/priority-picker.tsx'
export { tagChoices } from './marks/tag-choices.tsx'
export { TagsEditor } from './marks/tags-editor.tsx'
export { fieldsQuery, useFields } from './marks/use-fields.ts'
export { useMarks } from './marks/use-marks.ts'
export { useSessionFields } from './marks/use-session-fields.ts'
export { tagsQuery, useTags } from './marks/use-tags.ts'
export type { SessionRecord } from './merge-record.ts'
export type { TabList } from './sessions-address.ts'
export { describeFailure } from './thread/describe-delivery.ts'
export type { MessageExtras } from './thread/message-item.tsx'
export { nameOf } from './thread/people.ts'
export { Thread, type ThreadHandle } from './thread/thread.tsx'
export { TranscriptTab } from './transcript-tab.tsx'
export { useReadMarks } from './use-read-marks.ts'
export { useRefill } from './use-refill.ts'
export { useSession } from './use-session.ts'
export { useReadRow, useSessionReading } from './use-session-reading.ts'
export { useMayUnread, useUnreadMark } from './use-unread-mark.ts'
export { useViews } from './views/use-views.ts'
