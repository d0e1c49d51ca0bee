import { useSyncExternalStore } from 'react'
import { createPreference, type Preference, useMe } from '../app/index.ts'

/** How wide the panes of the inbox are, and which are shown. */
export type Panes = Readonly<{
  listWidth: number
  detailsWidth: number
  hasNav: boolean
  hasDetails: boolean
}>

/** The narrowest and the widest each side pane may be. */
export const paneLimits = { list: [260, 460], details: [260, 480] } as const

const asDrawn: Panes = { listWidth: 320, detailsWidth: 290, hasNav: true, hasDetails: true }

/** What was kept, as far as it makes sense; the rest as drawn. */
function readPanes(stored: string | null): Panes {
  const kept = parse(stored)
  const width = (value: unknown, [min, max]: readonly [number, number], otherwise: number) =>
    typeof value === 'number' && value >= min && value <= max ? value : otherwise
  return {
    listWidth: width(kept.listWidth, paneLimits.list, asDrawn.listWidth),
    detailsWidth: width(kept.detailsWidth, paneLimits.details, asDrawn.detailsWidth),
    hasNav: kept.hasNav !== false,
    hasDetails: kept.hasDetails !== false,
  }
}

function parse(stored: string | null): Partial<Record<keyof Panes, unknown>> {
  try {
    const kept: unknown = JSON.parse(stored ?? '{}')
    return typeof kept === 'object' && kept !== null ? kept : {}
  } catch {
    // Another version of this page wrote it, or a person did.
    return {}
  }
}

const kept = new Map<string, Preference<string>>()

/** The panes of this person in this browser, and how to change them. */
export function usePanes(): [Panes, (change: Partial<Panes>) => void] {
  const { user } = useMe()
  const preference =
    kept.get(user.id) ?? createPreference(`rapport.inbox.panes.${user.id}`, (stored) => stored ?? '{}')
  kept.set(user.id, preference)
  const panes = readPanes(useSyncExternalStore(preference.subscribe, preference.get))
  return [panes, (change) => preference.set(JSON.stringify({ ...panes, ...change }))]
}

/** Whether the window is at least this wide. */
export function useIsWide(pixels: number): boolean {
  const query = `(min-width: ${pixels}px)`
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}
