import { useCallback, useSyncExternalStore } from 'react'
import { createPreference, type Preference } from '../app/index.ts'
import type { ListForm } from './sessions-address.ts'
import type { ThreadEvents } from './thread/thread-items.ts'
import { useSessionsPreference } from './use-sessions-preference.ts'

/** How high the rows are: 40 or 32 px. */
export type Density = 'comfortable' | 'compact'

const panelWidth = createPreference<string>('rapport.sessions.panelWidth', (stored) => stored ?? '')
const systemLines = createPreference<ThreadEvents>('rapport.sessions.systemLines', (stored) =>
  stored === 'none' || stored === 'all' ? stored : 'key',
)

const useChoice = <Value>(choice: Preference<Value>) =>
  [useSyncExternalStore(choice.subscribe, choice.get), choice.set] as const

/** The height of the rows, remembered for whoever is signed in. */
export function useDensity(): readonly [Density, (density: Density) => void] {
  const [stored, set] = useSessionsPreference('sessions.density')
  return [stored === 'compact' ? 'compact' : 'comfortable', set]
}

/** How many sessions come at a time. */
export const pageSizes = [25, 50, 100, 200] as const
export type PageSize = (typeof pageSizes)[number]

/** How many sessions come at a time, remembered for whoever is signed in. */
export function usePageSize(): readonly [PageSize, (size: PageSize) => void] {
  const [stored, set] = useSessionsPreference('sessions.pageSize')
  return [pageSizes.find((size) => size === stored) ?? 50, set]
}

/** The form of the page that was chosen last, remembered for whoever is signed in. */
export function useFormChoice(): readonly [ListForm, (form: ListForm) => void] {
  const [stored, set] = useSessionsPreference('sessions.form')
  return [stored === 'timeline' ? 'timeline' : 'table', set]
}

/** How much a transcript says of what happened between messages, remembered in this browser. */
export const useSystemLines = () => useChoice(systemLines)

/** How narrow and how wide the panel may be, in pixels. */
export const panelWidths = { least: 480, usual: 500, most: 640 } as const

/** The width of the side panel, remembered in this browser. */
export function usePanelWidth(): readonly [number, (width: number) => void] {
  const [stored, set] = useChoice(panelWidth)
  const width = Number(stored) || panelWidths.usual
  const change = useCallback((next: number) => set(String(next)), [set])
  return [Math.min(panelWidths.most, Math.max(panelWidths.least, width)), change]
}
