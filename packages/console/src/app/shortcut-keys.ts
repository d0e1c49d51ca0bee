/** One key press of a shortcut: where the key is on the board, and what is held with it. */
export type KeyPress = Readonly<{ code: string; printed: string; shift: boolean; mod: boolean }>

/** What of a keyboard event decides whether a shortcut is meant. */
export type PressedKey = Readonly<{
  code: string
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}>

const codes: Record<string, string> = {
  '/': 'Slash',
  '.': 'Period',
  ',': 'Comma',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ';': 'Semicolon',
  "'": 'Quote',
  '-': 'Minus',
  '=': 'Equal',
  '`': 'Backquote',
  '\\': 'Backslash',
  enter: 'Enter',
  escape: 'Escape',
  space: 'Space',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  home: 'Home',
  end: 'End',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  delete: 'Delete',
}

/**
 * Reads a shortcut: `j`, `shift+e`, `mod+k`, `?`, `enter`, or keys one after another, `g i`. `mod` is Command on a
 * Mac and Control elsewhere. Alt is refused: browsers and layouts use it for menus and letters.
 */
export function parseShortcut(text: string): readonly KeyPress[] {
  return text.split(' ').map((press) => {
    const parts = press.toLowerCase().split('+')
    const printed = parts.pop() ?? ''
    const code = codeOf(printed === '?' ? '/' : printed)
    if (!code || parts.some((part) => part !== 'shift' && part !== 'mod')) {
      throw new SyntaxError(`Not a shortcut: "${text}"`)
    }
    return { code, printed, shift: printed === '?' || parts.includes('shift'), mod: parts.includes('mod') }
  })
}

function codeOf(printed: string): string | undefined {
  if (/^[a-z]$/.test(printed)) return `Key${printed.toUpperCase()}`
  if (/^\d$/.test(printed)) return `Digit${printed}`
  return codes[printed]
}

/**
 * Whether a key press is the one meant. By its place on the board, so that letters work on any layout; signs also
 * by what they print, because `/` and `?` are elsewhere on many boards.
 */
export function isPress(press: KeyPress, event: PressedKey): boolean {
  if (event.altKey || press.mod !== (event.ctrlKey || event.metaKey)) return false
  if (/^[^a-z0-9]$/.test(press.printed) && event.key === press.printed) return true
  return event.code === press.code && event.shiftKey === press.shift
}

/** Where a key press lands, as far as shortcuts care. */
export type PressTarget = Readonly<{
  tagName: string
  type?: string
  isContentEditable?: boolean
  closest?: (selector: string) => unknown
}>

// A button that opens a list to search in is a combobox by its role; one types in the list, not in the button.
const typingRoles = '[role="textbox"],[role="searchbox"],[role="combobox"]:not([aria-haspopup="dialog"])'
const layers = '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]'
const notTyped = new Set(['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'color', 'file'])

/**
 * Whether the person is writing there. Then a single key is a letter and nothing else: a shortcut that fires in
 * the middle of a sentence ends sessions by accident.
 */
export function isTyping(target: PressTarget | null): boolean {
  if (!target) return false
  if (target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true
  if (target.tagName === 'INPUT') return !notTyped.has((target.type ?? 'text').toLowerCase())
  return target.isContentEditable === true || Boolean(target.closest?.(typingRoles))
}

/** Whether a dialog or menu has the keys at the moment; what lies beneath must not move. */
export function isInLayer(target: PressTarget | null): boolean {
  return Boolean(target?.closest?.(layers))
}

const signs: Record<string, string> = {
  enter: '↵',
  escape: 'Esc',
  space: 'Space',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  home: 'Home',
  end: 'End',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  delete: 'Del',
}

/** A shortcut as it is printed on the reader's keys: `⌘K`, `Ctrl K`, `⇧E`, `G I`. */
export function labelShortcut(
  text: string,
  isMac: boolean,
  layout: ReadonlyMap<string, string> | null,
): string {
  return parseShortcut(text)
    .map((press) => {
      if (press.printed === '?') return '?'
      const printed = signs[press.printed] ?? (layout?.get(press.code) ?? press.printed).toUpperCase()
      const mod = press.mod ? (isMac ? '⌘' : 'Ctrl+') : ''
      return `${mod}${press.shift ? '⇧' : ''}${printed}`
    })
    .join(' ')
}
