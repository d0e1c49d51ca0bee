import type { RapportError } from '@rapport/sdk'
import { describeProblem, useMessages } from '../app/index.ts'
import { EmptyState, ErrorState, LoadingPane } from '../ui/index.ts'

/** What was asked for by its address and is not here: on its way, failed, or gone. */
export function NotHere(props: {
  isPending: boolean
  error: RapportError | null
  retry: () => unknown
  gone: string
}) {
  const t = useMessages()
  if (props.isPending) return <LoadingPane />
  if (props.error === null) return <EmptyState title={props.gone} />
  return (
    <ErrorState
      title={t('quality.listFailed')}
      description={describeProblem(props.error, t)}
      onRetry={() => void props.retry()}
    />
  )
}
