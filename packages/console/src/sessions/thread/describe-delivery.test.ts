import type { MessageView } from '@rapport/contract/light'
import { type Actor, asId, instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { tickOf } from './describe-delivery.ts'

const ana: Actor = { kind: 'agent', id: asId('ana') }
const bot: Actor = { kind: 'bot', id: asId('bot') }
const grace: Actor = { kind: 'contact', id: asId('grace') }

const aMessage = (change: Partial<MessageView> = {}): MessageView => ({
  id: asId('m'),
  sessionId: asId('s'),
  version: 2,
  author: ana,
  at: instant(0),
  text: 'words',
  files: [],
  clientId: null,
  deliveredAt: null,
  readAt: null,
  delivery: null,
  editedAt: null,
  deletedAt: null,
  reaction: null,
  ...change,
})
const accepted = { state: 'accepted', reason: null } as const

test('on the web chat a stored message is sent; elsewhere it is on its way until the channel takes it', () => {
  expect(tickOf(aMessage(), 'web')).toBe('sent')
  expect(tickOf(aMessage(), 'generic')).toBe('queued')
  expect(tickOf(aMessage({ delivery: accepted }), 'generic')).toBe('sent')
})

test('receipts go further, and a failure outweighs them', () => {
  const deliveredAt = instant(1)
  expect(tickOf(aMessage({ delivery: accepted, deliveredAt }), 'generic')).toBe('delivered')
  expect(tickOf(aMessage({ delivery: accepted, deliveredAt, readAt: deliveredAt }), 'generic')).toBe('read')
  expect(tickOf(aMessage({ delivery: { state: 'failed', reason: 'window' } }), 'generic')).toBe('undelivered')
  expect(tickOf(aMessage({ delivery: { state: 'unknown', reason: null } }), 'generic')).toBe('unknown')
})

test("a contact's message has no sign, and a bot's only where a channel may lose it", () => {
  expect(tickOf(aMessage({ author: grace }), 'generic')).toBe(undefined)
  expect(tickOf(aMessage({ author: bot }), 'web')).toBe(undefined)
  expect(tickOf(aMessage({ author: bot }), 'generic')).toBe('queued')
})
