import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The inbox. */
export function InboxScreen() {
  const t = useMessages()
  return <EmptyState title={t('app.nav.inbox')} />
}
