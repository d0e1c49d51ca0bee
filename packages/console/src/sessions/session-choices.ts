import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { createPreference, type Preference } from '../app/index.ts'
import type { DataLayout } from '../ui/index.ts'
import type { ThreadEvents } from './thread/thread-items.ts'

/** How high the rows are: 40 or 32 px. */
export type Density = 'comfortable' | 'compact'

const density = createPreference<Density>('rapport.sessions.density', (stored) =>
  stored === 'compact' ? 'compact' : 'comfortable',
)
const panelWidth = createPreference<string>('rapport.sessions.panelWidth', (stored) => stored ?? '')
const columnWidths = createPreference<string>('rapport.sessions.columnWidths', (stored) => stored ?? '')
const systemLines = createPreference<ThreadEvents>('rapport.sessions.systemLines', (stored) =>
  stored === 'none' || stored === 'all' ? stored : 'key',
)

const useChoice = <Value>(choice: Preference<Value>) =>
  [useSyncExternalStore(choice.subscribe, choice.get), choice.set] as const

/** The height of the rows, remembered in this browser. */
export const useDensity = () => useChoice(density)

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

/** The widths somebody has given to columns, remembered in this browser. */
export function useColumnLayout(): readonly [DataLayout, (columnId: string, width: number) => void] {
  const [stored, set] = useChoice(columnWidths)
  const widths = useMemo(() => readWidths(stored), [stored])
  const layout = useMemo(() => ({ widths }), [widths])
  const resize = useCallback(
    (columnId: string, width: number) =>
      set(new URLSearchParams({ ...asTexts(widths), [columnId]: String(width) }).toString()),
    [set, widths],
  )
  return [layout, resize]
}

function readWidths(stored: string): Readonly<Record<string, number>> {
  const pairs = [...new URLSearchParams(stored)].map(([id, width]) => [id, Number(width)] as const)
  return Object.fromEntries(pairs.filter(([, width]) => width > 0))
}

const asTexts = (widths: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(widths).map(([id, width]) => [id, String(width)]))
