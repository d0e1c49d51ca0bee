import type { createHeldKeys, Opens } from './held-keys.ts'
import {
  isInLayer,
  isPress,
  isTyping,
  type KeyPress,
  type PressedKey,
  type PressTarget,
  parseShortcut,
} from './shortcut-keys.ts'

/**
 * A shortcut in force: what it is called, its keys, and what it does. One that `opens` something answers false when
 * it opened nothing this time.
 */
export type Shortcut = Readonly<{ id: string; keys: string; opens?: Opens | undefined; run: () => unknown }>

/** A key event as the registry sees it; the browser's own fits. */
export type ShortcutEvent = PressedKey & {
  readonly target: unknown
  readonly isComposing: boolean
  readonly defaultPrevented: boolean
  readonly repeat: boolean
  preventDefault: () => void
}

type Entry = { shortcut: Shortcut; presses: readonly KeyPress[] }

const sequenceMs = 1200

/**
 * The shortcuts in force and the one place where keys are matched. The last registered wins, so that a panel
 * takes over the keys of the page beneath it and gives them back when it closes. Nothing is matched while keys are held
 * for what a shortcut opens.
 */
export function createShortcutRegistry(
  held: Pick<ReturnType<typeof createHeldKeys>, 'isHolding' | 'opening'>,
  clock: () => number = Date.now,
) {
  const entries: Entry[] = []
  const listeners = new Set<() => void>()
  let listed: readonly Shortcut[] = []
  let begun: { candidates: Entry[]; depth: number; at: number } | null = null

  const changed = () => {
    listed = entries.map((entry) => entry.shortcut)
    for (const notify of listeners) notify()
  }

  const run = ({ opens, run }: Shortcut) => (opens ? held.opening(opens, run) : run())

  return {
    register(shortcut: Shortcut): () => void {
      const entry = { shortcut, presses: parseShortcut(shortcut.keys) }
      entries.push(entry)
      changed()
      return () => {
        entries.splice(entries.indexOf(entry), 1)
        changed()
      }
    },

    /** Runs what the event means, and says whether it meant anything. */
    handle(event: ShortcutEvent): boolean {
      if (isOthers(event) || held.isHolding()) return false
      const going = begun && clock() - begun.at <= sequenceMs ? begun : null
      const candidates = going?.candidates ?? entries.toReversed()
      const depth = going?.depth ?? 0
      begun = null
      const matching = candidates.filter((entry) => {
        const press = entry.presses[depth]
        return (
          press !== undefined && isPress(press, event) && isAllowed(press, event.target as PressTarget | null)
        )
      })
      const complete = matching.find((entry) => entry.presses.length === depth + 1)
      const longer = matching.filter((entry) => entry.presses.length > depth + 1)
      if (complete) {
        event.preventDefault()
        run(complete.shortcut)
        return true
      }
      if (longer.length === 0) return false
      event.preventDefault()
      begun = { candidates: longer, depth: depth + 1, at: clock() }
      return true
    },

    list: (): readonly Shortcut[] => listed,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Whether an input method is at work, or somebody has had the key already. */
const isOthers = (event: ShortcutEvent): boolean => event.isComposing || event.defaultPrevented

function isAllowed(press: KeyPress, target: PressTarget | null): boolean {
  return press.mod || (!isTyping(target) && !isInLayer(target))
}
