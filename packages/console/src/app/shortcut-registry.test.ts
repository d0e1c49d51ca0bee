import { expect, test, vi } from 'vitest'
import { isPress, isTyping, labelShortcut, type PressTarget, parseShortcut } from './shortcut-keys.ts'
import { createShortcutRegistry, type ShortcutEvent } from './shortcut-registry.ts'

const page: PressTarget = { tagName: 'BODY', closest: () => null }
const within = (selector: string): PressTarget => ({
  tagName: 'DIV',
  closest: (asked) => asked.includes(selector),
})

function aKey(code: string, more: Partial<ShortcutEvent> = {}): ShortcutEvent {
  const key = more.key ?? code.replace(/^Key/, '').toLowerCase()
  return {
    code,
    key,
    target: page,
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

function aRegistry(keys: string, clock?: () => number) {
  const registry = createShortcutRegistry(clock)
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
