import { expect, test } from 'vitest'
import { createVisitorTokens } from './visitor-tokens.ts'

function aStorage() {
  const held = new Map<string, string>()
  return {
    held,
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, value: string) => void held.set(name, value),
    removeItem: (name: string) => void held.delete(name),
  }
}
const maya = { userId: '1', signature: 'a'.repeat(64) }
const tomas = { userId: '2', signature: 'b'.repeat(64) }

test('a page that names nobody never opens the talk of whoever was signed in before', () => {
  const tokens = createVisitorTokens('key', aStorage())
  tokens.keep(maya, 'of maya')
  expect(tokens.find(maya)).toBe('of maya')
  expect(tokens.find(null)).toBeNull()
  expect(tokens.find(tomas)).toBeNull()
})

test('a stranger and a signed visitor of one browser are kept apart, and so are two widgets', () => {
  const storage = aStorage()
  const tokens = createVisitorTokens('key', storage)
  tokens.keep(null, 'of a stranger')
  tokens.keep(maya, 'of maya')
  expect(tokens.find(null)).toBe('of a stranger')
  expect(createVisitorTokens('other', storage).find(null)).toBeNull()
})

test('signing out leaves nothing of the widget behind', () => {
  const storage = aStorage()
  const tokens = createVisitorTokens('key', storage)
  tokens.keep(null, 'one')
  tokens.keep(maya, 'two')
  expect(tokens.all().toSorted()).toEqual(['one', 'two'])
  tokens.forgetAll()
  expect(storage.held.size).toBe(0)
})

test.each(['', '{', 'null', '[]', '{"token":7}', '"x"'])('what is not ours (%j) is no token', (text) => {
  const storage = aStorage()
  storage.setItem('rapport.stranger.key', text)
  expect(createVisitorTokens('key', storage).find(null)).toBeNull()
})
