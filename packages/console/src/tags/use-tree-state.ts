import type { TagId } from '@rapport/domain'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { PlacedTag } from '../sessions/index.ts'
import { closedAtFirst, linesOf } from './tag-lines.ts'
import type { Destination, MoveTag } from './use-tag-moves.ts'

/** A question about a tag, asked in a dialog. */
export type TagQuestion =
  | Readonly<{ what: 'new'; under: PlacedTag | null }>
  | Readonly<{ what: 'edit' | 'remove' | 'move' | 'merge'; tag: PlacedTag }>

/** What `useTreeState` takes. */
export type TreeProps = Readonly<{
  tags: readonly PlacedTag[]
  move: MoveTag
  ask: (question: TagQuestion) => void
}>

/** The tree as it is looked at: what is open, what is looked for, and which line has the focus. */
export function useTreeState({ tags, move, ask }: TreeProps) {
  const [closed, setClosed] = useState(() => closedAtFirst(tags))
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Readonly<{ id: TagId }> | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const lines = useMemo(() => linesOf(tags, { closed, typed }), [tags, closed, typed])
  const found = lines.findIndex(({ tag }) => tag.id === chosen?.id)
  const active = found === -1 ? 0 : found

  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    tree.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus()
  })

  const goTo = (id: TagId) => {
    wantsFocus.current = true
    // Told anew each time, so that the line with the focus gets it back after a move.
    setChosen({ id })
  }
  const open = (id: TagId) => setClosed((all) => new Set([...all].filter((one) => one !== id)))
  return {
    tags,
    lines,
    active,
    tree,
    typed,
    find: setTyped,
    setActive: (id: TagId) => setChosen({ id }),
    goTo,
    open,
    close: (id: TagId) => setClosed((all) => new Set([...all, id])),
    walk: (by: number) => {
      const line = lines[Math.min(lines.length - 1, Math.max(0, active + by))]
      if (line) goTo(line.tag.id)
    },
    ask,
    /** The line keeps the focus wherever it goes, and is seen there. */
    move: (tag: PlacedTag, to: Destination) => {
      const place = move(tag, to)
      if (place === null) return
      if (place.parentId !== null) open(place.parentId)
      goTo(tag.id)
    },
  }
}

/** What `useTreeState` answers. */
export type TreeState = ReturnType<typeof useTreeState>
