import { type RefObject, useState } from 'react'
import { useMay, useShortcut } from '../../app/index.ts'
import type { DataTableHandle } from '../../ui/index.ts'
import type { BatchStart } from './batch-dialog-props.ts'

/**
 * The keys of the batch bar while nothing is chosen yet: the row with the focus is chosen, and the bar begins with what
 * was pressed. With a session open beside the table the keys are that session's.
 */
export function useRowKeys(options: {
  table: RefObject<DataTableHandle | null>
  isAnyChosen: boolean
  isPanelOpen: boolean
}): BatchStart | null {
  const { table, isAnyChosen, isPanelOpen } = options
  const [pressed, setPressed] = useState<BatchStart | null>(null)
  const [wasChosen, setWasChosen] = useState(isAnyChosen)
  if (wasChosen !== isAnyChosen) {
    setWasChosen(isAnyChosen)
    // What was begun with belongs to that one choice.
    if (!isAnyChosen) setPressed(null)
  }
  const isEnabled = useMay('sessions.batch') && !isAnyChosen && !isPanelOpen
  const begin = (start: BatchStart) => () => {
    if (!isRow(document.activeElement)) return false
    setPressed(start)
    table.current?.checkActive(false)
    return true
  }
  useShortcut('sessions.batch.key.assign', 'a', begin('assign'), { isEnabled, opens: 'layer' })
  useShortcut('sessions.batch.key.tag', 'l', begin('tag'), { isEnabled, opens: 'layer' })
  useShortcut('sessions.batch.key.end', 'e', begin('end'), { isEnabled, opens: 'layer' })
  useShortcut('sessions.batch.key.assignToMe', 'm', begin('me'), { isEnabled })
  return pressed
}

/** A row of the table, or a card of the timeline. */
const isRow = (element: Element | null): boolean =>
  element instanceof HTMLElement && (element.dataset.row !== undefined || element.dataset.card !== undefined)
