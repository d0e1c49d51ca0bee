import { expect, test, vi } from 'vitest'
import { createHeldKeys } from './held-keys.ts'
import { isPress, isTyping, labelShortcut, type PressTarget, parseShortcut } from './shortcut-keys.ts'
import { createShortcutRegistry, type ShortcutEvent } from './shortcut-registry.ts'

const body: PressTarget = { tagName: 'BODY', closest: () => null }
const within = (selector: string): PressTarget => ({
  tagName: 'DIV',
  closest: (asked) => asked.includes(selector),
})

function aKey(code: string, more: Partial<ShortcutEvent> = {}): ShortcutEvent {
  const key = more.key ?? code.replace(/^Key/, '').toLowerCase()
  return {
    code,
    key,
    target: body,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    defaultPrevented: false,
    repeat: false,
    preventDefault: vi.fn(),
    ...more,
  }
}

/** A page whose focus the test moves, with the keys as the root of the app listens for them. */
function aPage(clock?: () => number) {
  const page = { focus: body as PressTarget, typed: [] as string[] }
  const insert = (_: PressTarget, text: string) => void page.typed.push(text)
  const held = createHeldKeys({ focused: () => page.focus, insert }, clock)
  const registry = createShortcutRegistry(held, clock)
  return {
    registry,
    held,
    typed: page.typed,
    focus(target: PressTarget) {
      page.focus = target
      held.settle()
    },
    press(key: string, more: Partial<ShortcutEvent> = {}) {
      const event = aKey(key === '/' ? 'Slash' : `Key${key.toUpperCase()}`, {
        key,
        target: page.focus,
        ...more,
      })
      return held.take(event) || registry.handle(event)
    },
  }
}

/** The page of a session that is taken by `m`, with a search box at `/`; what is typed at once counts. */
function aPageWithSearch(clock?: () => number) {
  const opened = vi.fn<() => unknown>()
  const taken = vi.fn()
  const page = aPage(clock)
  page.registry.register({ id: 'take', keys: 'm', run: taken })
  page.registry.register({ id: 'search', keys: '/', opens: 'field', run: opened })
  return { ...page, opened, taken }
}

function aRegistry(keys: string, clock?: () => number) {
  const { registry } = aPage(clock)
  const run = vi.fn()
  const remove = registry.register({ id: 'test', keys, run })
  return { registry, run, remove }
}

test.each([
  ['a text field', { tagName: 'INPUT', type: 'text' }],
  ['a search field', { tagName: 'INPUT', type: 'search' }],
  ['a textarea', { tagName: 'TEXTAREA' }],
  ['a select', { tagName: 'SELECT' }],
  ['editable content', { tagName: 'DIV', isContentEditable: true }],
  ['a part that acts as a text box', within('textbox')],
])('a single key never fires in %s', (_, target) => {
  const { registry, run } = aRegistry('e')
  expect(registry.handle(aKey('KeyE', { target }))).toBe(false)
  expect(run).not.toHaveBeenCalled()
})

test('a checkbox or a button is no place to type', () => {
  expect([
    isTyping({ tagName: 'INPUT', type: 'checkbox' }),
    isTyping({ tagName: 'BUTTON' }),
    isTyping(null),
  ]).toEqual([false, false, false])
})

test('a key pressed while an input method composes a word is left to it', () => {
  const { registry, run } = aRegistry('e')
  registry.handle(aKey('KeyE', { isComposing: true }))
  expect(run).not.toHaveBeenCalled()
})

test('under a dialog or a menu nothing moves', () => {
  const { registry, run } = aRegistry('j')
  registry.handle(aKey('KeyJ', { target: within('dialog') }))
  registry.handle(aKey('KeyJ', { target: within('menu') }))
  expect(run).not.toHaveBeenCalled()
})

test('keys with Control or Command work while typing, and only with it', () => {
  const { registry, run } = aRegistry('mod+k')
  const target = { tagName: 'TEXTAREA' }
  registry.handle(aKey('KeyK', { target }))
  expect(run).toHaveBeenCalledTimes(0)
  registry.handle(aKey('KeyK', { target, ctrlKey: true }))
  registry.handle(aKey('KeyK', { target, metaKey: true }))
  expect(run).toHaveBeenCalledTimes(2)
})

test('a letter goes by its place on the board, whatever the layout prints there', () => {
  const { registry, run } = aRegistry('j')
  registry.handle(aKey('KeyJ', { key: 'о' }))
  expect(run).toHaveBeenCalledTimes(1)
})

test('a sign is found where the layout prints it', () => {
  const [slash] = parseShortcut('/')
  const german = aKey('Digit7', { key: '/', shiftKey: true })
  expect(slash && isPress(slash, german)).toBe(true)
  const { registry, run } = aRegistry('?')
  registry.handle(aKey('Slash', { key: '/' }))
  expect(run).not.toHaveBeenCalled()
  registry.handle(aKey('Slash', { key: '?', shiftKey: true }))
  expect(run).toHaveBeenCalledTimes(1)
})

test('Alt is left to the browser, and shift makes another key', () => {
  const { registry, run } = aRegistry('e')
  registry.handle(aKey('KeyE', { altKey: true }))
  registry.handle(aKey('KeyE', { shiftKey: true }))
  expect(run).not.toHaveBeenCalled()
  expect(() => parseShortcut('alt+e')).toThrow(SyntaxError)
})

test('keys one after another work within a moment and not after it', () => {
  let now = 0
  const { registry, run } = aRegistry('g i', () => now)
  registry.handle(aKey('KeyG'))
  registry.handle(aKey('KeyI'))
  expect(run).toHaveBeenCalledTimes(1)
  registry.handle(aKey('KeyG'))
  now = 5000
  registry.handle(aKey('KeyI'))
  registry.handle(aKey('KeyG'))
  registry.handle(aKey('KeyX'))
  registry.handle(aKey('KeyI'))
  expect(run).toHaveBeenCalledTimes(1)
})

test('the last one bound has the key, and gives it back', () => {
  const { registry, run } = aRegistry('e')
  const panel = vi.fn()
  const close = registry.register({ id: 'panel', keys: 'e', run: panel })
  registry.handle(aKey('KeyE'))
  close()
  registry.handle(aKey('KeyE'))
  expect([panel.mock.calls.length, run.mock.calls.length]).toEqual([1, 1])
})

test('a shortcut is shown with what is printed on the keys', () => {
  const czech = new Map([['KeyZ', 'y']])
  expect(labelShortcut('mod+k', true, null)).toBe('⌘K')
  expect(labelShortcut('mod+enter', false, null)).toBe('Ctrl+↵')
  expect(labelShortcut('shift+e', false, null)).toBe('⇧E')
  expect(labelShortcut('g i', false, null)).toBe('G I')
  expect(labelShortcut('z', false, czech)).toBe('Y')
  expect(labelShortcut('?', false, null)).toBe('?')
})

const field: PressTarget = { tagName: 'INPUT', type: 'search' }

test('what is typed before the field is there goes into it, and no letter of it acts', () => {
  const { press, focus, typed, opened, taken } = aPageWithSearch()
  press('/')
  for (const key of ['m', 'u', 'g', 'g', '/']) expect(press(key)).toBe(true)
  press('Backspace')
  press('Enter')
  press('M', { shiftKey: true })
  focus(within('dialog'))
  press('m')
  focus(field)
  expect(typed).toEqual(['muggM'])
  expect(press('m')).toBe(false)
  expect([opened.mock.calls.length, taken.mock.calls.length]).toEqual([1, 0])
})

test('a field that had the focus before is not the one that was opened', () => {
  const page = aPage()
  const composer: PressTarget = { tagName: 'TEXTAREA' }
  page.focus(composer)
  page.registry.register({ id: 'palette', keys: 'mod+k', opens: 'field', run: () => undefined })
  page.press('k', { ctrlKey: true })
  page.press('d')
  page.held.settle()
  page.press('a')
  page.focus(field)
  expect(page.typed).toEqual(['da'])
})

test.each<[string, (page: ReturnType<typeof aPageWithSearch>, clock: { now: number }) => unknown]>([
  ['after Escape', ({ press }) => press('Escape')],
  ['after a click elsewhere', ({ held }) => held.drop()],
  ['when nothing has come for three seconds', (_, clock) => Object.assign(clock, { now: 3001 })],
])('keys act again %s, and what was held is forgotten', (_, giveUp) => {
  const clock = { now: 0 }
  const page = aPageWithSearch(() => clock.now)
  page.press('/')
  page.press('m')
  giveUp(page, clock)
  page.press('m')
  page.focus(field)
  expect([page.taken.mock.calls.length, page.typed]).toEqual([1, []])
})

test('a shortcut that opens nothing this time holds no key', () => {
  const { press, opened, taken } = aPageWithSearch()
  opened.mockReturnValue(false)
  press('/')
  press('m')
  expect(taken).toHaveBeenCalledTimes(1)
})

test('keys for a dialog are held until it has the focus, and are then its own', () => {
  const { press, focus, registry, taken } = aPageWithSearch()
  registry.register({ id: 'help', keys: 'h', opens: 'layer', run: () => undefined })
  press('h')
  press('m')
  focus(within('dialog'))
  expect(press(' ')).toBe(false)
  expect(taken).not.toHaveBeenCalled()
})

test('Control with a key is a command to the browser, held keys or not', () => {
  const { press, focus, typed } = aPageWithSearch()
  press('/')
  expect(press('r', { ctrlKey: true })).toBe(false)
  expect(press('@', { ctrlKey: true, altKey: true })).toBe(true)
  focus(field)
  expect(typed).toEqual(['@'])
})
