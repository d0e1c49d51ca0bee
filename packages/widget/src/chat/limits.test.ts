import { fileBytesMax, messageFilesMax, messageTextMax } from '@rapport/contract'
import { expect, test } from 'vitest'
import * as composer from './composer.tsx'
import { readIdentity } from './read-identity.ts'
import * as uploads from './uploads.ts'

test('the limits said before sending are the ones the server has', () => {
  expect([uploads.fileBytesMax, uploads.messageFilesMax]).toEqual([fileBytesMax, messageFilesMax])
  expect(composer.messageTextMax).toBe(messageTextMax)
})

test('of what a page says of its visitor only what it signed goes on', () => {
  const said = JSON.parse('{"userId":7,"name":"Maya","signature":"s","admin":true,"__proto__":{"email":"x"}}')
  expect(readIdentity(said)).toEqual({ userId: '7', name: 'Maya', signature: 's' })
  for (const nothing of [null, undefined, 'x', 7, [], {}, { userId: 'x' }, { signature: 's' }]) {
    expect(readIdentity(nothing)).toBeNull()
  }
})
