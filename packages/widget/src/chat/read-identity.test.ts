import { expect, test } from 'vitest'
import { readIdentity } from './read-identity.ts'

test('of what a page says of its visitor only what it signed goes on', () => {
  const said = JSON.parse('{"userId":7,"name":"Maya","signature":"s","admin":true,"__proto__":{"email":"x"}}')
  expect(readIdentity(said)).toEqual({ userId: '7', name: 'Maya', signature: 's' })
  for (const nothing of [null, undefined, 'x', 7, [], {}, { userId: 'x' }, { signature: 's' }]) {
    expect(readIdentity(nothing)).toBeNull()
  }
})
