import { instant } from '@rapport/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChannelAdapter, Io, RawRequest } from './adapter.ts'
import { cannotSend, findAdapter } from './adapters.ts'
import type { Block } from './inbound.ts'
import type { Outbound } from './outbound.ts'
import type { ReplyHistory } from './reply-policy.ts'
import { webAdapter } from './web/web-adapter.ts'
import { webRequest } from './web/web-request.ts'

/** An adapter, and bodies as its provider sends them. A new channel adds one row here and meets every promise. */
type Subject = Readonly<{
  adapter: ChannelAdapter
  recorded: readonly RawRequest[]
  /** The same request without what proves it. */
  unproven: RawRequest
}>

const clientId = '0199c0de-7a00-7000-8000-0000000000a1'
const frames = [
  { type: 'hello', protocol: 1, token: 'secret' },
  { type: 'send', clientId, text: 'Hello', fileIds: [] },
  { type: 'typing', on: true },
  { type: 'read', messageId: clientId },
]
const asFrame = (frame: object) => webRequest(Buffer.from(JSON.stringify(frame)), { thread: 'a', at: 1 })

const subjects: readonly Subject[] = [
  {
    adapter: webAdapter,
    recorded: frames.map(asFrame),
    unproven: { ...asFrame({ type: 'ping' }), headers: {} },
  },
]

const sealedIo: Io = {
  fetch: () => Promise.reject(new Error('No promise here needs the network')),
  now: () => instant(1_763_600_000_000),
  secret: () => Promise.reject(new Error('No secret is configured')),
  state: { get: async () => null, set: async () => undefined },
}
const blocks: readonly Block[] = [
  { kind: 'text', text: 'Hello' },
  { kind: 'media', media: { kind: 'file', ref: 'f' } },
  { kind: 'location', latitude: 50.1, longitude: 14.4 },
  { kind: 'contact', vcard: 'BEGIN:VCARD' },
  { kind: 'choices', text: 'Which?', options: [{ id: 'a', label: 'A' }] },
  { kind: 'template', name: 'hello', language: 'en', parameters: {} },
  { kind: 'native', schema: 'x', data: {} },
]
const anOutbound = (block: Block): Outbound => ({
  key: 'k1',
  thread: 'a',
  blocks: [block],
  via: { mode: 'free' },
  author: { human: true },
  attempt: 1,
})
const history: ReplyHistory = { origin: 'dm', used: {}, consent: 'granted', lastInboundAt: instant(0) }

describe.each(subjects)('$adapter.kind', ({ adapter, recorded, unproven }) => {
  test('refuses what nothing proves, without throwing', async () => {
    expect(await adapter.verify(unproven, {}, sealedIo)).toMatchObject({ ok: false })
    expect(adapter.locate(unproven)).toEqual([])
  })

  test('reads recorded bodies into events it says it can receive, each with a key', () => {
    for (const request of recorded) {
      for (const event of adapter.parse(request, {}).events) {
        expect(adapter.capabilities.in).toContain(event.type)
        expect(event.key).not.toBe('')
      }
    }
  })

  test('gives the same bytes the same keys', () => {
    const keys = () => recorded.flatMap((r) => adapter.parse(r, {}).events.map(({ key }) => key))
    expect(keys()).toEqual(keys())
  })

  test('reads any damaged body without throwing', () => {
    const mutation = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat())
    fc.assert(
      fc.property(mutation, ([which, at, byte, length]) => {
        const request = recorded[which % recorded.length] ?? unproven
        const body = Uint8Array.from(request.body)
        if (body.length > 0) body[at % body.length] = byte
        const cut = body.subarray(0, length % (body.length + 1))
        expect(() => adapter.parse({ ...request, body: cut }, {})).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })

  test('sends what it says it can, and refuses the rest without a call', async () => {
    for (const block of blocks) {
      const can = adapter.capabilities.out.has(block.kind as 'text')
      const sent = await adapter.send(anOutbound(block), {}, sealedIo)
      if (can) expect(sent.parts).toHaveLength(1)
      else expect(sent.error?.cls).toBe('unsupported')
    }
  })

  test('allows less as time goes by, never more, and nothing once consent is withdrawn', () => {
    const modesAt = (hours: number) =>
      adapter.policy(history, instant(hours * 3_600_000)).map(({ mode }) => mode)
    let before = modesAt(0)
    for (const hours of [1, 23, 25, 169, 10_000]) {
      const now = modesAt(hours)
      expect(before).toEqual(expect.arrayContaining(now))
      before = now
    }
    expect(adapter.policy({ ...history, consent: 'withdrawn' }, instant(0))).toEqual([])
  })
})

test('an inbox whose channel nothing serves says that it cannot send', () => {
  expect(cannotSend({ channelKind: 'web' })).toBeNull()
  expect(cannotSend({ channelKind: 'generic' })).toBe('not_connected')
  expect(findAdapter('generic')).toBeUndefined()
})
