import { useMessages } from '../app/index.ts'
import { EmptyState } from '../ui/index.ts'

/** The way in. */
export function SignInScreen() {
  const t = useMessages()
  return <EmptyState title={t('app.name')} />
}
