import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The table of sessions. */
export function SessionsScreen() {
  const t = useMessages()
  return <EmptyState title={t('app.nav.sessions')} />
}
