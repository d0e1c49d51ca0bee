import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The people of the workspace. */
export function TeamSettings() {
  const t = useMessages()
  return <EmptyState title={t('app.settings.team')} />
}
