import type { KeyboardEvent } from 'react'
import { useUiLocale } from '../ui/index.ts'
import { stepFrom } from './place-in-tree.ts'
import type { TagLine } from './tag-lines.ts'
import type { TreeState } from './use-tree-state.ts'

type Step = 'up' | 'down' | 'in' | 'out'

/** What the arrows do without Alt, as trees have it. */
function walkBy(state: TreeState, { tag, isOpen }: TagLine, step: Step): void {
  if (step === 'up') state.walk(-1)
  else if (step === 'down') state.walk(1)
  else if (step === 'in' && isOpen === false) state.open(tag.id)
  else if (step === 'in' && isOpen) state.walk(1)
  else if (step === 'out' && isOpen) state.close(tag.id)
  else if (step === 'out') state.goTo(tag.above.at(-1) ?? tag.id)
}

const moveBy = (state: TreeState, line: TagLine, step: Step): void =>
  state.move(line.tag, (tags, tag) => stepFrom(tags, tag, step))

function pressPlain(state: TreeState, { tag }: TagLine, key: string): boolean {
  if (key === 'Home') state.walk(-state.lines.length)
  else if (key === 'End') state.walk(state.lines.length)
  else if (key === 'Enter' || key === 'F2') state.ask({ what: 'edit', tag })
  else if (key === 'Delete') state.ask({ what: 'remove', tag })
  else return false
  return true
}

/**
 * The keys of the tree, as trees have them: arrows walk, open and close, Enter changes the tag, Delete deletes it, and
 * with Alt the arrows move it. What points forward in the script is what goes further in.
 */
export function useTreeKeys(state: TreeState) {
  const isMirrored = useUiLocale().direction === 'rtl'
  const steps: Readonly<Record<string, Step>> = {
    ArrowUp: 'up',
    ArrowDown: 'down',
    ArrowRight: isMirrored ? 'out' : 'in',
    ArrowLeft: isMirrored ? 'in' : 'out',
  }
  return (event: KeyboardEvent, line: TagLine): void => {
    // The buttons of a line have keys of their own.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.shiftKey) return
    const step = steps[event.key]
    if (step !== undefined) (event.altKey ? moveBy : walkBy)(state, line, step)
    else if (event.altKey || !pressPlain(state, line, event.key)) return
    // Alt and an arrow is also how browsers go back.
    event.preventDefault()
    event.stopPropagation()
  }
}
