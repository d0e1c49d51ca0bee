import { identityPayload } from '@rapport/contract'
import { expect, test } from 'vitest'
import { isSignedBy, signIdentity } from './verify-identity.ts'

const secret = 'inbox-one'
const ana = { userId: 'u-17', name: 'Ana Novák', email: 'Ana@Shop.example' }
const signed = { ...ana, signature: signIdentity(ana, secret) }

test('the text that is signed names a version and all three values, and an absent one is null', () => {
  expect(identityPayload({ userId: 'u"1' })).toBe('["rapport-visitor-1","u\\"1",null,null]')
  expect(signed.signature).toMatch(/^[0-9a-f]{64}$/)
})

test('what the page signed is believed as it was signed, capitals included', () => {
  expect(isSignedBy(signed, secret)).toBe(true)
})

test.each([
  ['another user', { ...signed, userId: 'u-18' }],
  ['another name', { ...signed, name: 'Anna Novák' }],
  ['another address', { ...signed, email: 'eve@shop.example' }],
  ['a name left out', { userId: ana.userId, email: ana.email, signature: signed.signature }],
  ['values that run into each other', { ...signed, userId: 'u-17","Ana Novák', name: '' }],
  ['a signature of zeros', { ...signed, signature: '0'.repeat(64) }],
])('%s is not what was signed', (_, changed) => {
  expect(isSignedBy(changed, secret)).toBe(false)
})

test("another inbox's secret vouches for nobody, and neither does an inbox without one", () => {
  expect(isSignedBy(signed, 'inbox-two')).toBe(false)
  expect(isSignedBy(signed, null)).toBe(false)
})
