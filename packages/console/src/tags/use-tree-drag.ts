import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { pointerOutsideOfPreview } from '@atlaskit/pragmatic-drag-and-drop/element/pointer-outside-of-preview'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview'
import type { TagId, TagRefusal } from '@rapport/domain'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PlacedTag } from '../sessions/index.ts'
import { canHold, type DropEdge, dropPlace, type Place, refusalOf } from './place-in-tree.ts'
import type { TagLine } from './tag-lines.ts'
import type { TreeState } from './use-tree-state.ts'

/** Where a dragged tag would land: on which line, at which place, how deep, or why it cannot. */
export type Landing = Readonly<{
  targetId: TagId
  edge: DropEdge
  place: Place
  level: number
  refusal: TagRefusal | null
}>

const openAfterMs = 600

/** What of the tree is being dragged, and where it would land. A closed tag opens when one stays on it. */
export function useTreeDrag(state: TreeState) {
  const [draggedId, setDraggedId] = useState<TagId | null>(null)
  const [landing, setLanding] = useState<Landing | null>(null)
  const waiting = useRef<Readonly<{ id: TagId; timer: ReturnType<typeof setTimeout> }> | null>(null)
  const openSoon = (id: TagId | null) => {
    if (waiting.current?.id === id) return
    clearTimeout(waiting.current?.timer)
    waiting.current = id === null ? null : { id, timer: setTimeout(() => state.open(id), openAfterMs) }
  }
  const dragged = state.tags.find(({ id }) => id === draggedId)
  return {
    draggedId,
    landing,
    start: (tag: PlacedTag) => setDraggedId(tag.id),
    over: (line: TagLine, edge: DropEdge) => {
      if (dragged === undefined) return
      const next = landingOn(state.tags, dragged, { line, edge })
      setLanding((last) => (isSameLanding(last, next) ? last : next))
      openSoon(edge === 'into' && line.isOpen === false ? line.tag.id : null)
    },
    leave: () => {
      setLanding(null)
      openSoon(null)
    },
    drop: (line: TagLine, edge: DropEdge) => {
      if (dragged === undefined) return
      const { place } = landingOn(state.tags, dragged, { line, edge })
      state.move(dragged, () => place)
    },
    end: () => {
      setDraggedId(null)
      setLanding(null)
      openSoon(null)
    },
  }
}

/** What `useTreeDrag` answers. */
export type TreeDrag = ReturnType<typeof useTreeDrag>

function landingOn(
  tags: readonly PlacedTag[],
  dragged: PlacedTag,
  { line, edge }: Readonly<{ line: TagLine; edge: DropEdge }>,
): Landing {
  const target = line.tag
  const place = dropPlace(tags, dragged, { target, edge, isOpen: line.isOpen === true })
  const level = place.parentId === target.id ? target.above.length + 1 : target.above.length
  return { targetId: target.id, edge, place, level, refusal: refusalOf(tags, dragged, place) }
}

const isSameLanding = (a: Landing | null, b: Landing): boolean =>
  a?.targetId === b.targetId && a.edge === b.edge && a.refusal === b.refusal

/** Lets a line be taken and dropped on. */
export function useDraggableLine(element: RefObject<HTMLElement | null>, line: TagLine, drag: TreeDrag) {
  const { tag } = line
  const start = useEffectEvent(() => drag.start(tag))
  const end = useEffectEvent(() => drag.end())
  const over = useEffectEvent((edge: DropEdge) => drag.over(line, edge))
  const leave = useEffectEvent(() => drag.leave())
  const drop = useEffectEvent((edge: DropEdge) => drag.drop(line, edge))
  const edgeNow = useEffectEvent((clientY: number, { top, height }: DOMRect) =>
    edgeAt((clientY - top) / height, canHold(line.tag)),
  )
  const nameNow = useEffectEvent(() => line.tag.name)
  useEffect(() => {
    const box = element.current
    if (box === null) return
    return combine(
      draggable({
        element: box,
        onGenerateDragPreview: ({ nativeSetDragImage }) =>
          setCustomNativeDragPreview({
            nativeSetDragImage,
            getOffset: pointerOutsideOfPreview({ x: '12px', y: '8px' }),
            render: ({ container }) => {
              container.append(drawPreview(nameNow()))
            },
          }),
        onDragStart: () => start(),
        onDrop: () => end(),
      }),
      dropTargetForElements({
        element: box,
        getData: ({ input }) => ({ edge: edgeNow(input.clientY, box.getBoundingClientRect()) }),
        onDrag: ({ self }) => over(self.data.edge as DropEdge),
        onDragLeave: () => leave(),
        onDrop: ({ self }) => drop(self.data.edge as DropEdge),
      }),
    )
  }, [element])
}

/** The outer quarters of a line are before and after it; where nothing may stand under it, its halves. */
function edgeAt(fraction: number, canBeInto: boolean): DropEdge {
  if (!canBeInto) return fraction < 0.5 ? 'before' : 'after'
  if (fraction < 0.27) return 'before'
  return fraction > 0.73 ? 'after' : 'into'
}

/** What hangs on the pointer: the tag's name alone, for a whole line would hide where it goes. */
function drawPreview(name: string): HTMLElement {
  const box = document.createElement('div')
  box.className = 'rounded-control border border-accent bg-surface px-2.5 py-1 font-medium text-text'
  box.dir = 'auto'
  box.textContent = name
  return box
}
