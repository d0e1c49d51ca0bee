import { fileBytesMax, messageFilesMax, messageTextMax } from '@rapport/contract'
import type { ChannelAdapter } from '../adapter.ts'
import type { ChannelError } from '../inbound.ts'
import type { Capabilities, Outbound, Sent } from '../outbound.ts'
import { parseWeb } from './parse-web.ts'
import { threadHeader } from './web-request.ts'

/** The most the web chat takes and gives, one block of text and a message's files at a time. */
const capabilities: Capabilities = {
  in: new Set(['message', 'text', 'media', 'receipt', 'typing']),
  out: new Set(['text', 'media', 'typing', 'read']),
  text: { max: messageTextMax, unit: 'utf16', split: false },
  media: Object.fromEntries(
    (['image', 'audio', 'video', 'file'] as const).map((kind) => [
      kind,
      { bytesMax: fileBytesMax, via: 'upload' },
    ]),
  ),
  blocksPerSend: 1 + messageFilesMax,
  rate: { perSecond: 100 },
  // Our own client sends a message again until it is answered, for as long as the page is kept.
  dedupeHours: 8 * 24,
  ackWithinMs: 10_000,
  initiate: false,
}

/**
 * Our own web chat as a channel. The visitor's token was checked when the socket said hello, so verifying asks only
 * whether that happened. Sending is done already when it is asked for: the message is in the log, and whoever
 * follows the conversation gets it, now or on return.
 */
export const webAdapter: ChannelAdapter = {
  kind: 'web',
  version: 1,
  capabilities,
  bodyBytesMax: null,
  deliversItself: true,
  isConnected: () => true,
  isRepeatable: () => true,
  idOf: () => null,
  locate: (request) => {
    const thread = request.headers[threadHeader]
    return thread ? [thread] : []
  },
  verify: async (request) => ({ ok: Boolean(request.headers[threadHeader]) }),
  parse: (request) => ({ events: parseWeb(request), ack: { status: 200 } }),
  policy: ({ consent }) => (consent === 'granted' ? [{ mode: 'free' }] : []),
  send: async (message) => sendWeb(message),
}

function sendWeb({ blocks, key, replyTo }: Outbound): Sent {
  const unsupported = blocks.find(({ kind }) => !capabilities.out.has(kind as 'text'))
  if (unsupported) return { parts: [], error: refuse(`a block of kind ${unsupported.kind}`) }
  if (replyTo !== undefined) return { parts: [], error: refuse('quoting') }
  return { parts: blocks.map((_, block) => ({ block, id: `${key}:${block}` })) }
}

const refuse = (what: string): ChannelError => ({
  cls: 'unsupported',
  code: 'unsupported',
  detail: `The web chat does not show ${what}`,
})
