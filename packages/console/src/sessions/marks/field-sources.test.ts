import { asId, instant, type SessionEvent } from '@rapport/domain'
import type { PlacedEvent } from '@rapport/sdk'
import { expect, test } from 'vitest'
import { fieldSources } from './field-sources.ts'

const placed = (version: number, event: SessionEvent): PlacedEvent => ({
  sessionId: asId('s'),
  recorded: { version, at: instant(version), event },
})

test('of several who gave a field a value, the last one is named', () => {
  const bot = { kind: 'bot', id: asId<never>('faq') } as const
  const wei = { kind: 'agent', id: asId<never>('wei') } as const
  const origins = fieldSources([
    placed(1, { type: 'session.fields_set', keys: ['order', 'plan'], source: 'bot', by: bot }),
    placed(2, { type: 'session.tagged', tagIds: [], by: wei }),
    placed(3, { type: 'session.fields_set', keys: ['plan'], source: 'agent', by: wei }),
  ])
  expect(origins.get('order')).toEqual({ source: 'bot', by: bot, at: 1 })
  expect(origins.get('plan')).toEqual({ source: 'agent', by: wei, at: 3 })
  expect(origins.get('never')).toBe(undefined)
})
