import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useMessages } from '../../app/index.ts'
import { IconButton } from '../../ui/index.ts'

const icon = { size: 14, 'aria-hidden': true } as const

/** Moves a part of a scorecard among its like, and takes it out. Alt and an arrow key move it as well. */
export function PartTools(props: {
  name: string
  place: number
  count: number
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}) {
  const t = useMessages()
  const { name, place, count, onMove } = props
  const moveByKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || by === 0) return
    event.preventDefault()
    onMove(by)
  }
  return (
    <span className="flex sm:mt-5.5">
      <IconButton
        label={t('app.ordered.rise', { name })}
        icon={<ArrowUp {...icon} />}
        disabled={place === 0}
        onClick={() => onMove(-1)}
        onKeyDown={moveByKey}
      />
      <IconButton
        label={t('app.ordered.sink', { name })}
        icon={<ArrowDown {...icon} />}
        disabled={place === count - 1}
        onClick={() => onMove(1)}
        onKeyDown={moveByKey}
      />
      <IconButton
        label={t('app.ordered.remove', { name })}
        icon={<Trash2 {...icon} />}
        disabled={count === 1}
        onClick={props.onRemove}
        onKeyDown={moveByKey}
      />
    </span>
  )
}
