import { asId, formatMessage, instant, type SessionEvent } from '@rapport/domain'
import { expect, test } from 'vitest'
import type { Translate } from '../../app/index.ts'
import early from '../en.json' with { type: 'json' }
import late from '../late.en.json' with { type: 'json' }
import { describeEvent } from './describe-event.ts'

const words: Readonly<Record<string, string>> = { ...early, ...late }
const t: Translate = (key, args = {}) => formatMessage(words[key] ?? key, args, { tag: 'en' })
const wei = { kind: 'agent', id: asId<never>('wei') } as const
const who = {
  people: { wei: { kind: 'agent', id: 'wei', name: 'Wei', avatarUrl: null } as const },
  meId: 'amira',
  teamNames: {},
  tagNames: { t1: 'Delivery', t2: 'VIP' },
  fieldNames: { order_number: 'Order number' },
}
const told = (event: SessionEvent) =>
  describeEvent({ recorded: { version: 1, at: instant(0), event }, waitedMs: null }, who, t)

test('what is said about a session is told by the names people know', () => {
  expect(told({ type: 'session.tagged', tagIds: [asId('t1'), asId('t2')], by: wei })).toBe(
    'Tagged Delivery, VIP by Wei',
  )
  expect(told({ type: 'session.prioritised', priority: 'urgent', by: wei })).toBe(
    'Priority set to Urgent by Wei',
  )
  expect(told({ type: 'session.outcome_set', outcome: null, by: wei })).toBe('Outcome taken back by Wei')
  expect(told({ type: 'session.rated', rating: 4, by: { kind: 'contact', id: asId('c') } })).toBe(
    'Rated 4 of 5',
  )
})

test('a tag that was deleted since is told without a name, a field by its key', () => {
  expect(told({ type: 'session.untagged', tagIds: [asId('gone')], by: wei })).toBe('Tags removed by Wei')
  expect(told({ type: 'session.fields_set', keys: ['gone'], source: 'agent', by: wei })).toBe(
    'gone filled in by Wei',
  )
})

test('a value that no person wrote is told by what it came through', () => {
  expect(told({ type: 'session.fields_set', keys: ['order_number'], source: 'api', by: wei })).toBe(
    'Order number filled in through the API',
  )
})
