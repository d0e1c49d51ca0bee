import type { RapportError } from '@rapport/sdk'
import type { ReactNode } from 'react'
import { describeProblem, useMessages } from '../app/index.ts'
import { ErrorState, ListSkeleton } from '../ui/index.ts'

/** The content of a tab: what it is about and its main button, then what there is, on its way, or why it is not here. */
export function TabPage(props: {
  description: string
  action?: ReactNode
  isPending: boolean
  error: RapportError | null
  onRetry: () => void
  children: ReactNode
}) {
  const t = useMessages()
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid min-h-full max-w-240 grid-cols-1 content-start gap-4 px-4 py-3">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <p className="max-w-140 min-w-60 flex-1 text-muted">{props.description}</p>
          {props.action === undefined ? null : <div className="sm:ms-auto">{props.action}</div>}
        </div>
        {props.isPending ? (
          <ListSkeleton />
        ) : props.error !== null ? (
          <ErrorState
            title={t('quality.listFailed')}
            description={describeProblem(props.error, t)}
            onRetry={props.onRetry}
          />
        ) : (
          props.children
        )}
      </div>
    </div>
  )
}
