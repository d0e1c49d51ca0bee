import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The way in for somebody invited. */
export function InvitationScreen() {
  const t = useMessages()
  return <EmptyState title={t('app.name')} />
}
