import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { messageTextMax } from '@rapport/contract'
import { asId, instant, type SessionId } from '@rapport/domain'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createGuardedFetch } from '../platform/fetch/index.ts'
import type { ChannelAdapter, Io, RawRequest } from './adapter.ts'
import { findAdapter, sendingOn } from './adapters.ts'
import { genericAdapter } from './generic/generic-adapter.ts'
import type { Block, Inbound, Json } from './inbound.ts'
import type { Outbound } from './outbound.ts'
import type { ReplyHistory } from './reply-policy.ts'
import { webAdapter } from './web/web-adapter.ts'
import { webRequest } from './web/web-request.ts'

/** An adapter, and bodies as its provider sends them. A new channel adds one row here and meets every promise. */
type Subject = Readonly<{
  adapter: ChannelAdapter
  /** A configuration under which everything it can do works, with a receiver at `url`. */
  configFor(url: string): Json
  recorded: readonly RawRequest[]
  /** The recorded requests say these events, by type. */
  says: readonly Inbound['type'][]
  /** Requests that look like the first recorded one, and that nothing proves. */
  unproven: readonly RawRequest[]
  /** A body of the same meaning whose keys stand in another order; the request itself where order is all there is. */
  reordered: RawRequest
}>

const now = instant(1_763_600_000_000)
const secret = `whsec_${Buffer.from('inbound-secret-of-32-bytes-length').toString('base64')}`
const outboundSecret = `whsec_${Buffer.from('outbound-secret-of-32-bytes-length').toString('base64')}`

const clientId = '0199c0de-7a00-7000-8000-0000000000a1'
const frames = [
  { type: 'hello', protocol: 1, token: 'secret' },
  { type: 'send', clientId, text: 'Hello', fileIds: [] },
  { type: 'typing', on: true },
  { type: 'read', messageId: clientId },
]
const asFrame = (frame: object) => webRequest(Buffer.from(JSON.stringify(frame)), { thread: 'a', at: 1 })

const hook = '/hooks/generic/0199c0de-7a00-7000-8000-0000000000b2'
function asWebhook(body: object | string, by = secret, id = 'req-1', at: number = now): RawRequest {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const signature = new Webhook(by).sign(id, new Date(at), bytes)
  const timestamp = String(Math.floor(at / 1_000))
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  return { method: 'POST', url: hook, headers, body: bytes }
}

const person = { id: 'p1', name: 'Žofie 退款', email: 'z@example.test' }
const events = [
  { type: 'message', id: 'm1', person, text: 'Kde je moje zásilka? 🙂', at: now },
  { type: 'message', id: 'm2', thread: 't', person, files: [{ url: 'https://x.test/a.png', name: 'a' }] },
  { type: 'edit', id: 'm1', text: 'Kde?', at: now + 1 },
  { type: 'reaction', id: 'm0', emoji: '👍', at: now },
  { type: 'receipt', id: 'm0', status: 'read', at: now },
  { type: 'typing', thread: 'p1', on: true },
  { type: 'delete', id: 'm1', at: now + 2 },
]
const told = asWebhook({ events })
const altered = (change: Readonly<Record<string, string | undefined>>): RawRequest => ({
  ...told,
  headers: { ...told.headers, ...change },
})
const flipped = Uint8Array.from(told.body)
flipped[20] = 0x41
const { 'webhook-signature': signature = '' } = told.headers

const subjects: readonly Subject[] = [
  {
    adapter: webAdapter,
    configFor: () => ({}),
    recorded: frames.map(asFrame),
    says: ['message', 'typing', 'receipt'],
    unproven: [{ ...asFrame({ type: 'ping' }), headers: {} }],
    reordered: asFrame({ fileIds: [], text: 'Hello', clientId, type: 'send' }),
  },
  {
    adapter: genericAdapter,
    configFor: (url) => ({ url, deduplicates: true, replyWindowHours: 24 }),
    recorded: [told, ...events.map((event) => asWebhook(event))],
    says: ['message', 'message', 'edit', 'reaction', 'receipt', 'typing', 'delete'],
    unproven: [
      { ...told, headers: {} },
      altered({ 'webhook-signature': '' }),
      altered({ 'webhook-signature': `${signature}, ${signature}` }),
      altered({ 'webhook-signature': `v1,${'A'.repeat(1_000_000)}` }),
      altered({ 'webhook-signature': signature.slice(0, -8) }),
      altered({ 'webhook-id': 'req-2' }),
      altered({ 'webhook-timestamp': String(Math.floor(now / 1_000) - 1) }),
      asWebhook({ events }, outboundSecret),
      asWebhook({ events }, secret, 'req-1', now - 301_000),
      { ...told, body: flipped },
      { ...told, body: Buffer.from(JSON.stringify({ events }, null, 1)) },
      { ...told, body: Buffer.concat([told.body, Buffer.from(' ')]) },
    ],
    reordered: asWebhook({ text: 'Kde je moje zásilka? 🙂', at: now, person, id: 'm1', type: 'message' }),
  },
]

const guarded = createGuardedFetch({ allowedNetworks: ['127.0.0.1/32'] })
const withSecrets: Io['secrets'] = (purpose) => (purpose === 'inbound' ? [secret] : [outboundSecret])
const anIo = (more: Partial<Io> = {}): Io => ({
  fetch: guarded,
  now: () => now,
  secrets: withSecrets,
  ...more,
})
const away = () => Promise.reject(new Error('No promise here needs the network'))
const sealedIo = anIo({ fetch: { request: away, download: away }, secrets: () => [] })

const blocks: readonly Block[] = [
  { kind: 'text', text: 'Hello' },
  { kind: 'media', media: { kind: 'file', ref: 'https://files.test/f', name: 'f', bytes: 3 } },
  { kind: 'location', latitude: 50.1, longitude: 14.4 },
  { kind: 'contact', vcard: 'BEGIN:VCARD' },
  { kind: 'choices', text: 'Which?', options: [{ id: 'a', label: 'A' }] },
  { kind: 'template', name: 'hello', language: 'en', parameters: {} },
  { kind: 'native', schema: 'x', data: {} },
]
const anOutbound = (...said: readonly Block[]): Outbound => ({
  key: clientId,
  thread: 'a',
  at: now,
  session: { id: asId<SessionId>(clientId), number: 7 },
  blocks: said,
  via: { mode: 'free' },
  author: { human: true, name: 'Ada' },
  attempt: 1,
})
const history: ReplyHistory = { origin: 'dm', used: {}, consent: 'granted', lastInboundAt: instant(0) }

type Answer = 'takes' | 'hangs_up'

/** Somebody to send to, who counts. */
async function aReceiver(how: Answer): Promise<Readonly<{ url: string; calls(): number }>> {
  let calls = 0
  const server = createServer((request, response) => {
    calls += 1
    void buffer(request).then(() => (how === 'takes' ? response.end('{}') : request.socket.destroy()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, calls: () => calls }
}

const eventsOf = ({ adapter, configFor }: Subject, request: RawRequest) =>
  adapter.parse(request, configFor('https://x.test')).events

describe.each(subjects)('$adapter.kind', (subject) => {
  const { adapter, configFor, recorded, unproven } = subject
  const config = configFor('https://x.test')

  test('believes what its secret proves, and nothing else, without throwing', async () => {
    for (const request of recorded)
      expect(await adapter.verify(request, config, anIo())).toMatchObject({ ok: true })
    for (const request of unproven)
      expect(await adapter.verify(request, config, anIo())).toMatchObject({ ok: false })
  })

  test('refuses everything that needs a secret while there is none', async () => {
    if (adapter.bodyBytesMax === null) return
    for (const secrets of [[], [''], ['whsec_']])
      for (const request of recorded)
        expect(await adapter.verify(request, config, anIo({ secrets: () => secrets }))).toEqual({ ok: false })
  })

  test('finds its account in its own address alone, before the body is there', () => {
    for (const request of recorded) {
      expect(adapter.locate(request)).toHaveLength(1)
      expect(adapter.locate({ ...request, body: new Uint8Array() })).toEqual(adapter.locate(request))
    }
    const elsewhere = [
      '/',
      '/hooks',
      '/hooks/generic/',
      '/hooks/generic/../x',
      `${hook}/more`,
      '/hooks/generic/%00',
    ]
    for (const url of elsewhere)
      expect(adapter.locate({ method: 'POST', url, headers: {}, body: new Uint8Array() })).toEqual([])
  })

  test('reads recorded bodies into events it says it can receive, each with a key', () => {
    const read = recorded.flatMap((request) => eventsOf(subject, request))
    for (const event of read) {
      expect(adapter.capabilities.in).toContain(event.type)
      expect(event.key).not.toBe('')
    }
    expect(new Set(read.map(({ type }) => type))).toEqual(new Set(subject.says))
  })

  test('gives the same event the same key, whenever it is read and in whichever order its fields stand', () => {
    const keys = () => recorded.flatMap((request) => eventsOf(subject, request).map(({ key }) => key))
    expect(keys()).toEqual(keys())
    const [again] = eventsOf(subject, subject.reordered)
    expect(keys()).toContain(again?.key)
  })

  test('reads any damaged body without throwing', () => {
    const mutation = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat())
    fc.assert(
      fc.property(mutation, ([which, at, byte, length]) => {
        const request = recorded[which % recorded.length] ?? subject.reordered
        const body = Uint8Array.from(request.body)
        if (body.length > 0) body[at % body.length] = byte
        const cut = body.subarray(0, length % (body.length + 1))
        expect(() => adapter.parse({ ...request, body: cut }, config)).not.toThrow()
      }),
      { numRuns: 200 },
    )
  })

  test('sends what it says it can, signed for, and refuses the rest without a call', async () => {
    const receiver = await aReceiver('takes')
    for (const block of blocks) {
      const before = receiver.calls()
      const sent = await adapter.send(anOutbound(block), configFor(receiver.url), anIo())
      if (adapter.capabilities.out.has(block.kind)) {
        expect(sent).toMatchObject({ parts: [{ block: 0 }] })
        continue
      }
      expect(sent.error?.cls).toBe('unsupported')
      expect(receiver.calls()).toBe(before)
    }
  })

  test('says that a message may have been sent when the connection breaks off after it left', async () => {
    const receiver = await aReceiver('hangs_up')
    const sent = await adapter.send(anOutbound({ kind: 'text', text: 'Hi' }), configFor(receiver.url), anIo())
    if (adapter.deliversItself) expect(sent.error).toBeUndefined()
    else expect(sent).toMatchObject({ parts: [], error: { cls: 'retry', maybeSent: true } })
  })

  test('says that a message was certainly not sent when nobody could be reached', async () => {
    const nobody = configFor('http://127.0.0.1:1/')
    const sent = await adapter.send(anOutbound({ kind: 'text', text: 'Hi' }), nobody, anIo())
    if (adapter.deliversItself) return
    expect(sent.error).toMatchObject({ cls: 'retry' })
    expect(sent.error).not.toHaveProperty('maybeSent')
  })

  test('takes the longest text it says it can', async () => {
    const receiver = await aReceiver('takes')
    const text = '退'.repeat(Math.min(adapter.capabilities.text.max, messageTextMax))
    const sent = await adapter.send(anOutbound({ kind: 'text', text }), configFor(receiver.url), anIo())
    expect(sent.error).toBeUndefined()
  })

  test('names no secret in anything it answers', async () => {
    const receiver = await aReceiver('hangs_up')
    const answers = [
      await adapter.send(anOutbound({ kind: 'text', text: 'Hi' }), configFor(receiver.url), anIo()),
      ...recorded.map((request) => adapter.parse(request, config)),
      ...(await Promise.all(unproven.map((request) => adapter.verify(request, config, anIo())))),
    ]
    const said = JSON.stringify(answers)
    for (const hidden of [secret, outboundSecret, signature]) {
      expect(said).not.toContain(hidden)
      expect(said).not.toContain(hidden.slice(6, 20))
    }
  })

  test('allows less as time goes by, never more, and nothing once consent is withdrawn', () => {
    const modesAt = (hours: number) =>
      adapter.policy(history, instant(hours * 3_600_000), config).map(({ mode }) => mode)
    let before = modesAt(0)
    expect(before).not.toEqual([])
    for (const hours of [1, 23, 25, 169, 10_000]) {
      const later = modesAt(hours)
      expect(before).toEqual(expect.arrayContaining(later))
      before = later
    }
    expect(adapter.policy({ ...history, consent: 'withdrawn' }, instant(0), config)).toEqual([])
  })
})

test('an adapter without secrets or network still answers everything', async () => {
  for (const { adapter, recorded } of subjects) {
    expect(adapter.isConnected({})).toBe(adapter === webAdapter)
    expect(() => adapter.parse(recorded[0] ?? told, {})).not.toThrow()
    expect(await adapter.send(anOutbound({ kind: 'text', text: 'Hi' }), {}, sealedIo)).toBeDefined()
  }
})

test('an inbox says whether one may answer on it: never without anybody to call, and not once the window has closed', () => {
  const hour = 3_600_000
  const generic = { url: 'https://x.test/', deduplicates: false, replyWindowHours: 24 }
  const at = (channelKind: string, settings: Json, lastInboundAt: number | null) =>
    sendingOn(
      { channelKind, settings, lastInboundAt: lastInboundAt === null ? null : instant(lastInboundAt) },
      now,
    )
  const closed = { cannotSend: 'window_closed', replyUntil: null }
  expect(at('web', {}, null)).toEqual({ cannotSend: null, replyUntil: null })
  expect(at('generic', generic, now - hour)).toEqual({ cannotSend: null, replyUntil: now + 23 * hour })
  expect(at('generic', generic, now - 24 * hour)).toEqual(closed)
  expect(at('generic', generic, null)).toEqual(closed)
  expect(at('generic', { ...generic, replyWindowHours: null }, null).cannotSend).toBeNull()
  expect(at('generic', { ...generic, url: null }, now).cannotSend).toBe('not_connected')
  expect(at('generic', {}, now).cannotSend).toBe('not_connected')
  expect(at('carrier_pigeon', {}, now).cannotSend).toBe('not_connected')
  expect(findAdapter('carrier_pigeon')).toBeUndefined()
})
