import type { ReactNode } from 'react'

/** Facts as name and value, in two columns; what has no value says so with a dash. */
export function DetailList({
  items,
}: {
  items: readonly Readonly<{ term: string; value: ReactNode; explanation?: string }>[]
}) {
  return (
    <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-2 gap-y-1.25">
      {items.map(({ term, value, explanation }) => (
        <div key={term} className="contents">
          <dt title={explanation} className="truncate text-muted">
            {term}
          </dt>
          <dd className="min-w-0 wrap-anywhere">{value ?? <span className="text-faint">–</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A section of a side pane: a quiet heading and what belongs to it. */
export function PaneSection({
  title,
  action,
  children,
}: {
  title: string
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <section>
      <div className="mb-1.5 flex min-h-5 items-center gap-2">
        <h2 className="flex-1 text-small font-medium text-faint">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  )
}
