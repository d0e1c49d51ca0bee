import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The first run. */
export function SetUpScreen() {
  const t = useMessages()
  return <EmptyState title={t('app.name')} />
}
