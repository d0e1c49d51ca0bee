import { ChevronRight, GripVertical } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import { useMessages } from '../app/index.ts'
import { Badge, classNames, TagDot } from '../ui/index.ts'
import { DropMark } from './drop-mark.tsx'
import { TagCount } from './tag-count.tsx'
import type { TagLine } from './tag-lines.ts'
import { TagTools } from './tag-tools.tsx'
import { type TreeDrag, useDraggableLine } from './use-tree-drag.ts'
import type { TreeState } from './use-tree-state.ts'

const indents = ['ps-1', 'ps-7', 'ps-13'] as const

/** One tag of the tree: its colour and name, its rules, how many carry it, and what can be done with it. */
export function TagTreeLine(props: {
  line: TagLine
  isActive: boolean
  state: TreeState
  drag: TreeDrag
  onPress: (event: KeyboardEvent, line: TagLine) => void
}) {
  const { line, isActive, state, drag } = props
  const { tag, isOpen, place, siblings } = line
  const box = useRef<HTMLDivElement>(null)
  useDraggableLine(box, line, drag)
  const landing = drag.landing?.targetId === tag.id ? drag.landing : null
  const isInto = landing?.edge === 'into' && landing.refusal === null
  return (
    <div
      ref={box}
      role="treeitem"
      aria-level={tag.above.length + 1}
      aria-setsize={siblings}
      aria-posinset={place}
      aria-expanded={isOpen ?? undefined}
      tabIndex={isActive ? 0 : -1}
      onKeyDown={(event) => props.onPress(event, line)}
      onFocus={() => state.setActive(tag.id)}
      onDoubleClick={({ target }) => {
        if (!(target as Element).closest('a, button')) state.ask({ what: 'edit', tag })
      }}
      className={classNames(
        'group/line relative flex min-h-9 items-center gap-2 border-b border-line-soft pe-1 -outline-offset-2 select-none pointer-coarse:min-h-11',
        drag.draggedId === null && 'hover:bg-hover',
        indents[tag.above.length],
        drag.draggedId === tag.id && 'opacity-50',
        isInto && 'bg-accent-soft outline-2 outline-accent',
      )}
    >
      <GripVertical
        size={13}
        aria-hidden="true"
        className="absolute inset-s-0 -ms-3 text-faint opacity-0 group-hover/line:opacity-100 max-sm:hidden pointer-coarse:hidden"
      />
      <OpenSign line={line} state={state} />
      <TagDot colour={tag.colour} />
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5 py-1">
        <bdi data-name={tag.name} className="min-w-0 truncate font-medium">
          {tag.name}
        </bdi>
        <Rules tag={tag} />
      </span>
      <TagCount tag={tag} isTabStop={isActive} />
      <TagTools tag={tag} isTabStop={isActive} ask={state.ask} />
      {landing === null ? null : <DropMark landing={landing} name={tag.name} />}
    </div>
  )
}

/** For the pointer; the arrow keys open and close as well. */
function OpenSign({ line: { tag, isOpen }, state }: { line: TagLine; state: TreeState }) {
  if (isOpen === null) return <span className="w-5 shrink-0" />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the line itself is what opens and closes, by its arrow keys
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span
      className="grid size-5 shrink-0 place-items-center rounded-small text-muted hover:bg-selected hover:text-text"
      onClick={() => (isOpen ? state.close(tag.id) : state.open(tag.id))}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <ChevronRight
        size={14}
        aria-hidden="true"
        className={classNames(
          'transition-transform duration-120 motion-reduce:transition-none',
          isOpen ? 'rotate-90' : 'rtl:rotate-180',
        )}
      />
    </span>
  )
}

function Rules({ tag: { isExclusive, isRequired } }: Pick<TagLine, 'tag'>) {
  const t = useMessages()
  return (
    <>
      {isExclusive ? <Badge>{t('tags.badge.exclusive')}</Badge> : null}
      {isRequired ? <Badge kind="warning">{t('tags.badge.required')}</Badge> : null}
    </>
  )
}
