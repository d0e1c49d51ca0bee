import type { SessionId } from '@rapport/domain'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Chosen, choose, chooseRange, countUnseen, nothingChosen, withShown } from './selection.ts'

/**
 * The sessions chosen on the page, for the checkboxes of the list and for whatever acts on them. It belongs to what was
 * asked for: under another `askedKey` nothing is chosen. Rows that are chosen and no longer shown stay so, and `unseen`
 * counts them, so that nobody acts on more than they know of.
 */
export function useSelection(askedKey: string, shown: readonly SessionId[]) {
  const [held, setHeld] = useState({ askedKey, chosen: nothingChosen })
  const kept = held.askedKey === askedKey ? held.chosen : nothingChosen
  const chosen = useMemo(() => withShown(kept, shown), [kept, shown])
  const latest = useRef({ askedKey, shown, chosen })
  useEffect(() => {
    latest.current = { askedKey, shown, chosen }
  })
  const touched = useRef<SessionId | null>(null)

  const set = useCallback((next: Chosen) => setHeld({ askedKey: latest.current.askedKey, chosen: next }), [])
  /** Checks or unchecks rows: one, or the whole page by the header's box. */
  const check = useCallback(
    (ids: readonly SessionId[], isChosen: boolean) => {
      touched.current = ids.at(-1) ?? null
      set(choose(latest.current.chosen, ids, isChosen))
    },
    [set],
  )
  /** Switches a row, or with `range` chooses everything from the row touched last to this one. */
  const toggle = useCallback(
    (id: SessionId, { range = false } = {}) => {
      const { chosen: now, shown: rows } = latest.current
      const next = range ? chooseRange(now, rows, [touched.current, id]) : choose(now, [id], !now.ids.has(id))
      touched.current = id
      set(next)
    },
    [set],
  )
  const page = useCallback(
    (isChosen: boolean) => set(choose(latest.current.chosen, latest.current.shown, isChosen)),
    [set],
  )
  /** Chooses all that the list and filter match, seen or not. */
  const matching = useCallback(() => set({ covers: 'matching', ids: new Set(latest.current.shown) }), [set])
  const clear = useCallback(() => set(nothingChosen), [set])
  const isWholePage = shown.length > 0 && shown.every((id) => chosen.ids.has(id))
  const unseen = countUnseen(chosen, shown)
  return useMemo(
    () => ({ ...chosen, count: chosen.ids.size, unseen, isWholePage, check, toggle, page, matching, clear }),
    [chosen, unseen, isWholePage, check, toggle, page, matching, clear],
  )
}

/** What `useSelection` answers: which sessions are chosen, and how to choose others. */
export type Selection = ReturnType<typeof useSelection>
