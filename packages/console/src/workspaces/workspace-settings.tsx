import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The workspace's own settings. */
export function WorkspaceSettings() {
  const t = useMessages()
  return <EmptyState title={t('app.settings.workspace')} />
}
