import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The full page of one session. */
export function SessionScreen() {
  const t = useMessages()
  return <EmptyState title={t('app.nav.sessions')} />
}
