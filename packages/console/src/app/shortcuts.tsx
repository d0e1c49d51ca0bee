import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react'
import { createHeldKeys, type Opens } from './held-keys.ts'
import type { MessageKey } from './messages.ts'
import { pageFocus } from './page-focus.ts'
import { labelShortcut } from './shortcut-keys.ts'
import { createShortcutRegistry, type Shortcut } from './shortcut-registry.ts'

const held = createHeldKeys(pageFocus)
const registry = createShortcutRegistry(held)
const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

type Layout = ReadonlyMap<string, string> | null
const LayoutContext = createContext<Layout>(null)

/** Listens for the keys, once, at the root, and learns what is printed on them where the browser tells. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [layout, setLayout] = useState<Layout>(null)
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    addEventListener('keydown', (event) => registry.handle(event), { signal })
    // Before anything on the page: a row with the focus would take Enter for itself.
    addEventListener('keydown', takeHeld, { capture: true, signal })
    addEventListener('focusin', held.settle, { signal })
    addEventListener('pointerdown', held.drop, { capture: true, signal })
    return () => listening.abort()
  }, [])
  useEffect(() => {
    let isCurrent = true
    readLayout().then(
      (known) => isCurrent && setLayout(known),
      (error: unknown) => console.info('The keyboard layout is not known', error),
    )
    return () => {
      isCurrent = false
    }
  }, [])
  return <LayoutContext value={layout}>{children}</LayoutContext>
}

function takeHeld(event: KeyboardEvent): void {
  if (!held.take(event)) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

async function readLayout(): Promise<Layout> {
  const keyboard = (navigator as { keyboard?: { getLayoutMap?: () => Promise<Layout> } }).keyboard
  return (await keyboard?.getLayoutMap?.()) ?? null
}

/**
 * Binds keys while the component is shown: `useShortcut('inbox.reply', 'r', focusComposer)`. The id is the message
 * that names it in the help. Single keys never fire while somebody types, nor under a dialog or menu; keys with
 * `mod` do. The last one shown wins. One that opens something to type in says so: what is typed before that is there is
 * held for it. Its handler answers false when it opens nothing.
 */
export function useShortcut(
  id: MessageKey,
  keys: string,
  handler: () => unknown,
  { isEnabled = true, opens }: { isEnabled?: boolean; opens?: Opens } = {},
): void {
  const run = useEffectEvent(handler)
  useEffect(() => {
    if (!isEnabled) return
    return registry.register({ id, keys, opens, run: () => run() })
  }, [id, keys, opens, isEnabled])
}

/** Every shortcut in force at the moment, in the order they were bound. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(registry.subscribe, registry.list)
}

/** Keys as they are printed on this reader's keyboard, for tooltips and menus: `label('mod+k')`. */
export function useShortcutLabel(): (keys: string) => string {
  const layout = useContext(LayoutContext)
  return (keys) => labelShortcut(keys, isMac, layout)
}
