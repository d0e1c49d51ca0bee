import { randomUUID } from 'node:crypto'
import { asId } from '@rapport/domain'
import { describe, expect, test } from 'vitest'
import type { Signal } from './bus.ts'
import { encodeSignal, isPackedBy, packSignals, readSignal, unpackSignals } from './bus-codec.ts'

const workspaceId = asId<Signal & string>(randomUUID()) as never
const conversationId = asId<Signal & string>(randomUUID()) as never

const signals: readonly Signal[] = [
  { type: 'feed', workspaceId, stream: 7 },
  { type: 'row', workspaceId, sessionId: asId(randomUUID()) },
  { type: 'token_ended', key: 'ab12' },
  { type: 'access_changed', workspaceId, agentId: null },
  {
    type: 'frame',
    workspaceId,
    conversationId,
    to: 'agents',
    frame: { type: 'typing', conversationId, actor: { kind: 'contact', id: asId(randomUUID()) }, on: true },
    from: null,
  },
]

describe('what travels', () => {
  test('every kind of signal comes back as it was', () => {
    const { payloads } = packSignals('a', signals.map(encodeSignal), 7_900)
    expect(payloads.flatMap((payload) => unpackSignals(payload) ?? [])).toEqual(signals)
    expect(payloads.map((payload) => [isPackedBy('a', payload), isPackedBy('b', payload)])).toEqual([
      [true, false],
    ])
  })

  test('what a newer node says beyond what we know is passed over, signal by signal and field by field', () => {
    const [feed] = signals
    const payload = JSON.stringify({
      node: 'b',
      later: true,
      signals: [{ type: 'weather', workspaceId }, { ...feed, shade: 'blue' }, null, 7, { type: 'toString' }],
    })
    expect(unpackSignals(payload)).toEqual([feed])
    expect(readSignal({ type: 'feed', workspaceId: 'not an id', stream: 1 })).toBeNull()
  })

  test('words that are no payload are none, whoever wrote them', () => {
    for (const text of [
      '',
      'hello',
      '[]',
      '{"node":1,"signals":[]}',
      '{"node":"a"}',
      'null',
      '{"node":"a","signals":{}}',
    ])
      expect(unpackSignals(text)).toBeNull()
  })

  test('many signals are split over payloads that each fit, and one that fits nowhere is left out and counted', () => {
    const texts = Array.from({ length: 500 }, (_, stream) =>
      encodeSignal({ type: 'token_ended', key: `${stream}ž` }),
    )
    const { payloads, leftOut } = packSignals(
      'node',
      [...texts, encodeSignal({ type: 'token_ended', key: 'x'.repeat(8_000) })],
      1_000,
    )
    expect(leftOut).toBe(1)
    expect(payloads.length).toBeGreaterThan(10)
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(1_000)
    expect(payloads.flatMap((payload) => unpackSignals(payload) ?? [])).toHaveLength(500)
  })
})
