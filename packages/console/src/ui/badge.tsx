import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useFormats, useUiText } from './locale.tsx'

/** How many are unread, as a small filled pill. Shows nothing at zero, and "9+" beyond `max`. */
export function CountBadge({
  count,
  max = 9,
  kind = 'accent',
}: {
  count: number
  max?: number
  kind?: 'accent' | 'danger'
}) {
  const formats = useFormats()
  const text = useUiText()
  if (count <= 0) return null
  return (
    <span
      className={classNames(
        'inline-grid h-4.5 min-w-4.5 place-items-center rounded-full px-1.25 text-tiny font-bold',
        kind === 'danger' ? 'bg-danger text-danger-text' : 'bg-accent text-accent-text',
      )}
    >
      <span aria-hidden="true">{formats.count(count, max)}</span>
      <span className="sr-only">{text('ui.unread', { n: count })}</span>
    </span>
  )
}

/** A short fact in a soft box of one of the state colours. */
export function Badge({ kind = 'neutral', children }: { kind?: keyof typeof badges; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-small px-1.5 text-small font-medium whitespace-nowrap',
        badges[kind],
      )}
    >
      {children}
    </span>
  )
}

const badges = {
  neutral: 'bg-ended-soft text-ended',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-active-soft text-active',
  warning: 'bg-waiting-soft text-waiting',
  danger: 'bg-danger-soft text-danger',
}
