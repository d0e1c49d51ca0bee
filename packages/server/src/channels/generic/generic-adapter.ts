import {
  fileBytesMax,
  type GenericSettings,
  genericSettings,
  messageFilesMax,
  messageTextMax,
} from '@rapport/contract'
import { instant } from '@rapport/domain'
import { isSignedWebhook } from '../../platform/crypto/index.ts'
import type { ChannelAdapter, RawReply, RawRequest } from '../adapter.ts'
import type { Inbound, Json } from '../inbound.ts'
import type { Capabilities, Outbound } from '../outbound.ts'
import type { Allowance, ReplyHistory } from '../reply-policy.ts'
import { parseGeneric } from './parse-generic.ts'
import { sendGeneric } from './send-generic.ts'

const media = { bytesMax: fileBytesMax, via: 'url' } as const

/** What a program of one's own may say and be told: words and files; the rest of a talk comes in only. */
const capabilities: Capabilities = {
  in: new Set(['message', 'text', 'media', 'edit', 'delete', 'reaction', 'receipt', 'typing', 'unknown']),
  out: new Set(['text', 'media']),
  text: { max: messageTextMax, unit: 'utf16', split: false },
  media: { image: media, audio: media, video: media, file: media },
  blocksPerSend: 1 + messageFilesMax,
  rate: { perSecond: 100 },
  dedupeHours: 8 * 24,
  ackWithinMs: 15_000,
  initiate: false,
}

const settingsOf = (config: Json): GenericSettings =>
  genericSettings.safeParse(config).data ?? { url: null, deduplicates: false, replyWindowHours: null }

/** The inbox's own id stands at the end of its address. */
const accountIn = ({ url }: RawRequest): string | null =>
  /^\/hooks\/generic\/([0-9a-f-]{36})$/.exec(url.split('?')[0] ?? '')?.[1] ?? null

/**
 * A channel of one's own: a program speaks for the contacts and is given the replies, both by signed webhooks (Standard
 * Webhooks 1.0). What it may say is in docs/developers/generic-channel.md.
 */
export const genericAdapter: ChannelAdapter = {
  kind: 'generic',
  version: 1,
  capabilities,
  bodyBytesMax: 1024 * 1024,
  isConnected: (config) => settingsOf(config).url !== null,
  isRepeatable: (config) => settingsOf(config).deduplicates,
  idOf: ({ headers }) => headers['webhook-id'] ?? null,
  locate: (request) => {
    const account = accountIn(request)
    return account === null ? [] : [account]
  },
  verify: async (request, _config, io) => ({ ok: isSignedWebhook(request, io.secrets('inbound'), io.now()) }),
  parse(request) {
    const events = parseGeneric(request)
    return { events, ack: ackOf(events) }
  },
  policy: (history, now, config) => allowancesOf(history, now, settingsOf(config)),
  async send(message, config, io) {
    const unsupported = unsupportedIn(message)
    if (unsupported === null) return await sendGeneric(message, settingsOf(config), io)
    const detail = `This channel does not carry ${unsupported}`
    return { parts: [], error: { cls: 'unsupported', code: 'unsupported', detail } }
  },
}

/** Says what was understood, so that whoever writes the program sees at once what was not. */
function ackOf(events: readonly Inbound[]): RawReply {
  const notUnderstood = events.flatMap((event) => (event.type === 'unknown' ? event.what : []))
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ received: events.length - notUnderstood.length, notUnderstood }),
  }
}

function allowancesOf(
  { consent, lastInboundAt }: ReplyHistory,
  now: number,
  { replyWindowHours }: GenericSettings,
): readonly Allowance[] {
  if (consent !== 'granted') return []
  if (replyWindowHours === null) return [{ mode: 'free' }]
  if (lastInboundAt === undefined) return []
  const until = instant(lastInboundAt + replyWindowHours * 3_600_000)
  return now < until ? [{ mode: 'free', until }] : []
}

function unsupportedIn({ blocks, replyTo }: Outbound): string | null {
  const block = blocks.find(({ kind }) => !capabilities.out.has(kind))
  if (block) return `a block of kind ${block.kind}`
  return replyTo === undefined ? null : 'a quotation'
}
