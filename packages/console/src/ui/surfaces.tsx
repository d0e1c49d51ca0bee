import { CloudOff, RefreshCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { useUiText } from './locale.tsx'

/** Stands where text or a picture will be, in its final size, so that nothing shifts when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classNames('ui-skeleton block bg-line', className ?? 'h-3 w-full')} />
  )
}

/** A pane with nothing in it yet: why, and what to do about it. */
export function EmptyState(props: {
  title: string
  description?: ReactNode
  icon?: ReactNode
  action?: ReactNode
  /** True when nothing else is on the page, so that this is its heading. */
  isWholePage?: boolean
}) {
  const Title = props.isWholePage ? 'h1' : 'p'
  return (
    <div className="grid h-full min-h-40 place-content-center justify-items-center gap-1 px-6 py-8 text-center">
      {props.icon ? <span className="mb-2 text-faint">{props.icon}</span> : null}
      <Title className="font-strong">{props.title}</Title>
      {props.description ? <p className="max-w-100 text-muted">{props.description}</p> : null}
      {props.action ? <div className="mt-3 flex gap-2">{props.action}</div> : null}
    </div>
  )
}

/** A pane that could not be shown: what happened, what was kept, and a way to try again. */
export function ErrorState(props: {
  title: string
  description?: ReactNode
  onRetry?: () => void
  busy?: boolean
}) {
  const text = useUiText()
  return (
    <div
      role="alert"
      className="grid h-full min-h-40 place-content-center justify-items-center gap-1 px-6 py-8 text-center"
    >
      <TriangleAlert size={20} aria-hidden="true" className="mb-2 text-danger" />
      <p className="font-strong">{props.title}</p>
      {props.description ? <p className="max-w-100 text-muted">{props.description}</p> : null}
      {props.onRetry ? (
        <div className="mt-3">
          <Button
            icon={<RefreshCw size={14} aria-hidden="true" />}
            busy={props.busy ?? false}
            onClick={props.onRetry}
          >
            {text('ui.retry')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

const banners = {
  offline: 'bg-waiting-soft text-waiting',
  error: 'bg-danger-soft text-danger',
  news: 'bg-accent-soft text-accent',
  note: 'bg-note text-text',
}

/** A line across the top of a pane for what holds for all of it: offline, stale, a failure that kept the old rows. */
export function Banner(props: { kind: keyof typeof banners; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role={props.kind === 'error' ? 'alert' : 'status'}
      className={classNames(
        'flex min-h-8 shrink-0 items-center gap-2 px-4 py-1 font-medium',
        banners[props.kind],
      )}
    >
      {props.kind === 'offline' ? <CloudOff size={15} aria-hidden="true" className="shrink-0" /> : null}
      {props.kind === 'error' ? <TriangleAlert size={15} aria-hidden="true" className="shrink-0" /> : null}
      <span className="min-w-0 flex-1">{props.children}</span>
      {props.action}
    </div>
  )
}
