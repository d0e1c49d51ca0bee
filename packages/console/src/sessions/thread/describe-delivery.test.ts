import { type Actor, asId, instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { aMessageView } from '../testing/a-message-view.ts'
import { tickOf } from './describe-delivery.ts'

const bot: Actor = { kind: 'bot', id: asId('bot') }
const grace: Actor = { kind: 'contact', id: asId('grace') }

const accepted = { state: 'accepted', reason: null } as const

test('on the web chat a stored message is sent; elsewhere it is on its way until the channel takes it', () => {
  expect(tickOf(aMessageView(), 'web')).toBe('sent')
  expect(tickOf(aMessageView(), 'generic')).toBe('queued')
  expect(tickOf(aMessageView({ delivery: accepted }), 'generic')).toBe('sent')
})

test('receipts go further, and a failure outweighs them', () => {
  const deliveredAt = instant(1)
  expect(tickOf(aMessageView({ delivery: accepted, deliveredAt }), 'generic')).toBe('delivered')
  expect(tickOf(aMessageView({ delivery: accepted, deliveredAt, readAt: deliveredAt }), 'generic')).toBe(
    'read',
  )
  expect(tickOf(aMessageView({ delivery: { state: 'failed', reason: 'window' } }), 'generic')).toBe(
    'undelivered',
  )
  expect(tickOf(aMessageView({ delivery: { state: 'unknown', reason: null } }), 'generic')).toBe('unknown')
})

test("a contact's message has no sign, and a bot's only where a channel may lose it", () => {
  expect(tickOf(aMessageView({ author: grace }), 'generic')).toBe(undefined)
  expect(tickOf(aMessageView({ author: bot }), 'web')).toBe(undefined)
  expect(tickOf(aMessageView({ author: bot }), 'generic')).toBe('queued')
})
