import { isInLayer, isTyping, type PressedKey, type PressTarget } from './shortcut-keys.ts'

/** What a shortcut brings on the screen: a field to type in, or a dialog or menu that may have one. */
export type Opens = 'field' | 'layer'

/** Where the focus is and how text is put there; the page's own in the browser. */
export type Focus<Target extends PressTarget = PressTarget> = Readonly<{
  focused: () => Target | null
  insert: (field: Target, text: string) => void
}>

type Held<Target> = { opens: Opens; before: Target | null; since: number; text: string }

const patienceMs = 3000
const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn'])

/**
 * What is typed between a shortcut and the field that it opens, whose code may still be on its way: held, so that no
 * letter acts on the page beneath, and put into the field once that has the focus. Given up on Escape, when the person
 * points elsewhere, and when nothing has come for some seconds.
 */
export function createHeldKeys<Target extends PressTarget>(
  { focused, insert }: Focus<Target>,
  clock: () => number = Date.now,
) {
  let held: Held<Target> | null = null

  const current = () => {
    if (held !== null && clock() - held.since > patienceMs) held = null
    return held
  }

  /** The focus has moved: hands over what is held if it is where it was meant for. */
  const settle = () => {
    const meant = current()
    const target = focused()
    if (meant === null || target === null || target === meant.before) return
    const isField = isTyping(target)
    if (!isField && !(meant.opens === 'layer' && isInLayer(target))) return
    held = null
    if (isField && meant.text !== '') insert(target, meant.text)
  }

  return {
    isHolding: () => current() !== null,
    settle,

    /** Runs what opens something, and holds keys until it is there; `false` says that nothing will be. */
    opening(opens: Opens, run: () => unknown): void {
      const before = focused()
      held = null
      if (run() === false) return
      held = { opens, before, since: clock(), text: '' }
      settle()
    },

    /** Takes a key that is meant for what is on its way, and says whether it did: then nobody else may have it. */
    take(event: PressedKey): boolean {
      const meant = current()
      if (meant === null || modifiers.has(event.key) || isCommand(event)) return false
      if (event.key === 'Escape') held = null
      else meant.text = typedOn(meant.text, event.key)
      return true
    },

    drop(): void {
      held = null
    },
  }
}

function typedOn(text: string, key: string): string {
  if (key === 'Backspace') return [...text].slice(0, -1).join('')
  return [...key].length === 1 ? text + key : text
}

/** Control and Alt together, or Alt alone on a Mac, print signs on many layouts. */
const isCommand = ({ ctrlKey, metaKey, altKey }: PressedKey): boolean => metaKey || (ctrlKey && !altKey)
