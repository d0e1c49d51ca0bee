import type { PersonView } from '@rapport/contract/light'
import { asId, type BotId, instant, type SessionEvent } from '@rapport/domain'
import { expect, test } from 'vitest'
import { botsIn } from './bots-in.ts'
import { aMessageView } from './testing/a-message-view.ts'
import { aSessionRow } from './testing/a-session-row.ts'

const botId = asId<BotId>('faq')
const person = { kind: 'bot', id: botId, name: 'FAQ', avatarUrl: null } as PersonView
const people = { faq: person }
const { session } = aSessionRow(1)
const place = {
  conversationId: session.conversationId,
  contactId: session.contactId,
  inboxId: session.inboxId,
}

const startedAs = (as: 'bot' | 'unassigned') => {
  const event = { type: 'session.started', ...place, number: 1, origin: {}, as, botId, teamId: null }
  const recorded = { version: 1, at: instant(0), event: event as unknown as SessionEvent }
  return [{ sessionId: session.id, recorded }]
}

test('a bot took part that hosted the session or spoke in it, and none that only its conversation knows', () => {
  expect(botsIn({ events: startedAs('unassigned'), messages: [], people })).toEqual([])
  expect(botsIn({ events: startedAs('bot'), messages: [], people })).toEqual([person])
  const said = aMessageView({ author: { kind: 'bot', id: botId } })
  expect(botsIn({ events: [], messages: [said], people })).toEqual([person])
})
