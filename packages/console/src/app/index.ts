/**
 * What a feature may use of the app around it: words, the client, shortcuts, commands, the title of the page.
 * The wiring (router, shell) is not in here, so that a feature never depends on who shows it.
 */
export { changedSearch } from './changed-search.ts'
export { type ConsoleClient, meQuery, useClient, useMe } from './client.tsx'
export { type Command, useCommands } from './commands.tsx'
export { useConnection } from './connection.tsx'
export { describeProblem, showProblem } from './describe-problem.ts'
export { type Translate, useMessages } from './i18n.tsx'
export { linesIn } from './lines-in.ts'
export { type MessageKey, withWords } from './messages.ts'
export { OrderedList } from './ordered-list.tsx'
export { PagesTable } from './pages-table.tsx'
export { createPreference, type Preference } from './preferences.ts'
export { SettingsPage, SettingsSection } from './settings-page.tsx'
export { useShortcut, useShortcutLabel } from './shortcuts.tsx'
export { StateFilter } from './state-filter.tsx'
export { useConversationStore } from './use-conversation-store.ts'
export { useMay } from './use-may.ts'
export { useOrdering } from './use-ordering.ts'
export { againAfter, usePages } from './use-pages.ts'
export { useTitle } from './use-title.ts'
