import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import type { KeyboardEvent, ReactNode } from 'react'
import { IconButton } from '../ui/index.ts'
import { useMessages } from './i18n.tsx'

/** What a list that people put in order takes. */
export type OrderedListProps<Item> = Readonly<{
  label: string
  items: readonly Item[]
  /** What stands in a line, before its buttons. */
  line: (item: Item) => ReactNode
  onMove: (place: number, by: -1 | 1) => void
  onEdit: (item: Item) => void
  onRemove: (item: Item) => void
}>

type Named = Readonly<{ id: string; name: string }>

/** Lines in an order that people choose: each moved, changed and deleted. Alt and an arrow key move one as well. */
export function OrderedList<Item extends Named>({ label, items, line, ...acts }: OrderedListProps<Item>) {
  return (
    <ol aria-label={label} className="h-full min-h-0 overflow-y-auto pt-2">
      {items.map((item, place) => (
        <li key={item.id} className="flex min-h-11 items-center gap-2.5 border-b border-line-soft px-1 py-1">
          <div className="min-w-0 flex-1">{line(item)}</div>
          <LineTools item={item} place={place} last={items.length - 1} {...acts} />
        </li>
      ))}
    </ol>
  )
}

function LineTools<Item extends Named>(
  props: Pick<OrderedListProps<Item>, 'onMove' | 'onEdit' | 'onRemove'> & {
    item: Item
    place: number
    last: number
  },
) {
  const t = useMessages()
  const { item, place, last, onMove } = props
  const { name } = item
  const moveByKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || by === 0) return
    event.preventDefault()
    if (place + by >= 0 && place + by <= last) onMove(place, by)
  }
  const icon = { size: 14, 'aria-hidden': true } as const
  return (
    <span className="flex">
      <IconButton
        size="small"
        label={t('app.ordered.rise', { name })}
        icon={<ArrowUp {...icon} />}
        disabled={place === 0}
        onClick={() => onMove(place, -1)}
        onKeyDown={moveByKey}
      />
      <IconButton
        size="small"
        label={t('app.ordered.sink', { name })}
        icon={<ArrowDown {...icon} />}
        disabled={place === last}
        onClick={() => onMove(place, 1)}
        onKeyDown={moveByKey}
      />
      <IconButton
        size="small"
        label={t('app.ordered.edit', { name })}
        icon={<Pencil {...icon} />}
        onClick={() => props.onEdit(item)}
        onKeyDown={moveByKey}
      />
      <IconButton
        size="small"
        label={t('app.ordered.remove', { name })}
        icon={<Trash2 {...icon} />}
        onClick={() => props.onRemove(item)}
        onKeyDown={moveByKey}
      />
    </span>
  )
}
