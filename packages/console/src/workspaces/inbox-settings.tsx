import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The inboxes of the workspace. */
export function InboxSettings() {
  const t = useMessages()
  return <EmptyState title={t('app.settings.inboxes')} />
}
