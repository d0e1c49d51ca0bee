import { type ReactNode, useEffect, useSyncExternalStore } from 'react'

/** Something that can be done from the palette: words to find it by, and what it does. */
export type Command = Readonly<{
  id: string
  label: string
  /** The heading it stands under. */
  group: string
  icon?: ReactNode
  /** As `useShortcut` takes it; shown with the keys of the reader's layout. */
  shortcut?: string
  /** More words to be found by, not shown. */
  keywords?: string
  run: () => void
}>

const registered = new Set<readonly Command[]>()
const listeners = new Set<() => void>()
let listed: readonly Command[] = []

/** Adds commands to the palette until the returned function is called. */
function registerCommands(commands: readonly Command[]): () => void {
  registered.add(commands)
  changed()
  return () => {
    registered.delete(commands)
    changed()
  }
}

function changed() {
  // What came last is nearest: the open talk before its screen, and that before what is everywhere.
  listed = [...registered].toReversed().flat()
  for (const notify of listeners) notify()
}

/** Offers commands while the component is shown. Give a stable array (`useMemo`), for each change renews them. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => registerCommands(commands), [commands])
}

/** Every command on offer at the moment. */
export function useCommandList(): readonly Command[] {
  return useSyncExternalStore(subscribe, () => listed)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
