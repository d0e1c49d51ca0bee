import { X } from 'lucide-react'
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

/** A tag as people put it on sessions: outlined, never coloured, so that colour stays for states. */
export function Tag({ children, onRemove }: { children: string; onRemove?: () => void }) {
  const text = useUiText()
  return (
    <span className="inline-flex h-4.75 max-w-48 min-w-0 items-center gap-1 rounded-small border border-line bg-surface px-1.5 text-small text-muted">
      <span className="truncate">{children}</span>
      {onRemove ? (
        <button
          type="button"
          aria-label={text('ui.remove', { name: children })}
          onClick={onRemove}
          className="-me-1 grid size-4 place-items-center rounded-small hover:bg-hover"
        >
          <X size={10} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  )
}

/** The first tags and how many more there are; the rest is named on hover. */
export function TagList({ tags, max = 2 }: { tags: readonly string[]; max?: number }) {
  const text = useUiText()
  const rest = tags.slice(max)
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 align-middle">
      {tags.slice(0, max).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {rest.length > 0 ? (
        <span
          title={rest.join(', ')}
          className="inline-flex h-4.75 shrink-0 items-center rounded-small border border-line bg-surface px-1.5 text-small text-muted"
        >
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">{text('ui.moreTags', { n: rest.length })}</span>
        </span>
      ) : null}
    </span>
  )
}
