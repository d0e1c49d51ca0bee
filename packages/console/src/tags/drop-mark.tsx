import { Ban } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import { classNames } from '../ui/index.ts'
import type { Landing } from './use-tree-drag.ts'

const edges = { before: '-top-px', after: '-bottom-px', into: 'hidden' } as const
const starts = ['start-6', 'start-12', 'start-18'] as const

/** Where a dragged tag would land: a line between two others, or why it cannot. */
export function DropMark({ landing, name }: { landing: Landing; name: string }) {
  const t = useMessages()
  const { edge, level, refusal } = landing
  if (refusal !== null) {
    return (
      <span className="pointer-events-none absolute inset-0 z-10 flex items-center justify-end rounded-small border-2 border-dashed border-danger pe-2">
        <span className="flex items-center gap-1.5 rounded-small bg-danger-soft px-2 py-0.5 text-small font-medium text-danger">
          <Ban size={13} aria-hidden="true" />
          {t(`tags.refused.${refusal}`, { name })}
        </span>
      </span>
    )
  }
  return (
    <span
      className={classNames(
        'pointer-events-none absolute end-0 z-10 h-0.5 rounded-full bg-accent before:absolute before:-top-0.75 before:-inset-s-1 before:size-2 before:rounded-full before:border-2 before:border-accent before:bg-surface',
        edges[edge],
        starts[level],
      )}
    />
  )
}
