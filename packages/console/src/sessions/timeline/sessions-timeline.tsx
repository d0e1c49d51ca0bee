import { type Ref, useImperativeHandle, useMemo, useRef, useState } from 'react'
import {
  classNames,
  type DataTableHandle,
  useFormats,
  useNow,
  VirtualList,
  type VirtualListHandle,
} from '../../ui/index.ts'
import type { SessionsListProps } from '../sessions-table.tsx'
import { SkeletonCards } from '../skeleton-cards.tsx'
import { TimelineCard } from './timeline-card.tsx'
import { timelineItems } from './timeline-items.ts'

/** The same list for readers: cards, newest first, under the day they began. */
export function SessionsTimeline(props: SessionsListProps) {
  const formats = useFormats()
  const now = useNow(60_000)
  const items = useMemo(
    () => timelineItems(props.rows, props.sort.sort, formats.isSameDay),
    [props.rows, props.sort.sort, formats],
  )
  const walk = useWalk(props, props.ref)
  if (props.isLoading) return <SkeletonCards />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the cards inside
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={walk.press}
      onFocus={walk.follow}
      ref={walk.frame}
    >
      <VirtualList
        key={props.listKey}
        ref={walk.list}
        label={props.label}
        items={items}
        itemSize={118}
        onReachEnd={props.onReachEnd}
        footer={props.rows.length === 0 ? props.empty : props.footer}
      >
        {(item) =>
          item.kind === 'day' ? (
            // biome-ignore lint/a11y/useSemanticElements: the list around it is virtual, and made of divs
            <div role="listitem" key={`day ${item.at}`}>
              <h2 className="mx-auto max-w-220 px-4 pt-4 pb-1.5 text-small font-medium text-muted">
                {formats.day(item.at, now)}
              </h2>
            </div>
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: see above
            <div
              role="listitem"
              key={item.row.session.id}
              data-session={item.row.session.id}
              className={classNames(props.flashingIds.has(item.row.session.id) && 'ui-flash')}
            >
              <TimelineCard
                row={item.row}
                isOpen={item.row.session.id === props.selectedId}
                isChosen={props.checkedIds?.has(item.row.session.id)}
                onChoose={(isChosen) => props.onCheck?.([item.row.session.id], isChosen)}
                onOpen={(how) => props.onOpen(item.row, how)}
              />
            </div>
          )
        }
      </VirtualList>
    </div>
  )
}

/** Walks the cards with the keys of the table: j and k, the arrows, and x, from card to card. */
function useWalk(props: SessionsListProps, ref: Ref<DataTableHandle> | undefined) {
  const frame = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualListHandle>(null)
  const [activeId, setActiveId] = useState<string | null>(null)
  const { rows, selectedId } = props
  const wanted = activeId ?? selectedId
  const at = rows.findIndex(({ session }) => session.id === wanted)
  const focus = (id: string) =>
    frame.current?.querySelector<HTMLElement>(`[data-session="${id}"] [data-card]`)?.focus()
  const move = (step: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, at === -1 ? 0 : at + step))]
    if (row === undefined) return
    setActiveId(row.session.id)
    focus(row.session.id)
    props.onActive(row)
  }
  const check = () => {
    const row = rows[at]
    if (row !== undefined) props.onCheck?.([row.session.id], !props.checkedIds?.has(row.session.id))
  }
  useImperativeHandle(ref, () => ({
    move,
    focusActive: () => {
      if (wanted !== null) focus(wanted)
    },
    checkActive: check,
    scrollToTop: () => list.current?.scrollToIndex(0, 'start'),
  }))
  const press = (event: React.KeyboardEvent) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('[data-session]')
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (card === null || step === undefined || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move(step)
  }
  // A card that was pressed, or reached with Tab, is where the next step begins.
  const follow = (event: React.FocusEvent<HTMLElement>) => {
    const id = event.target.closest<HTMLElement>('[data-session]')?.dataset.session
    if (id !== undefined) setActiveId(id)
  }
  return { frame, list, press, follow }
}
