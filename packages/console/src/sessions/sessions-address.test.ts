import { asId } from '@rapport/domain'
import { expect, test } from 'vitest'
import { isNarrowed, readAddress, type SessionsAddress, writeAddress } from './sessions-address.ts'

const id = '019a9c1e-0000-7000-8000-000000000001'

const anAddress = (change: Partial<SessionsAddress> = {}): SessionsAddress => ({
  list: 'all',
  inboxId: null,
  contactId: null,
  sessionId: null,
  tab: 'transcript',
  ...change,
})

test('every address reads back as it was written', () => {
  const addresses = [
    anAddress(),
    anAddress({ list: 'on_hold', inboxId: asId(id) }),
    anAddress({ contactId: asId(id), sessionId: asId(id), tab: 'routing' }),
  ]
  for (const address of addresses) expect(readAddress(writeAddress(address))).toEqual(address)
})

test('the plain page has a plain address', () => {
  expect(writeAddress(anAddress())).toEqual({})
})

test('a closed panel leaves no tab behind in the address', () => {
  expect(writeAddress(anAddress({ tab: 'notes' }))).toEqual({})
})

test('what means nothing in an address is as if it were not there', () => {
  const typed = { list: 'mine', inbox: 'x', contact: "'; drop", session: '../etc', tab: 'qa' }
  expect(readAddress(typed)).toEqual(anAddress())
})

test('an inbox or a contact narrows a list, a tab does not', () => {
  expect(isNarrowed(anAddress({ list: 'ended' }))).toBe(false)
  expect(isNarrowed(anAddress({ inboxId: asId(id) }))).toBe(true)
  expect(isNarrowed(anAddress({ contactId: asId(id) }))).toBe(true)
})
