import { type GenericOutbound, type GenericSettings, genericOutbound } from '@rapport/contract'
import { webhookHeaders } from '../../platform/crypto/index.ts'
import { type FetchAnswer, FetchFailed, readRetryAfter } from '../../platform/fetch/index.ts'
import type { Io } from '../adapter.ts'
import type { ChannelError } from '../inbound.ts'
import type { Outbound, Sent } from '../outbound.ts'

const timeoutMs = 15_000
const answerBytesMax = 64 * 1024

/**
 * Gives a message to the program behind a generic channel, signed, under the message's own id however often it is tried.
 * A 2xx takes it; the answer may name the receiver's own id of it.
 */
export async function sendGeneric(message: Outbound, settings: GenericSettings, io: Io): Promise<Sent> {
  const secrets = io.secrets('outbound')
  if (settings.url === null) return failed('auth', 'not_connected', 'The inbox has no address to send to')
  if (secrets.length === 0) return failed('auth', 'no_secret', 'Nothing signs what this inbox sends')
  const body = JSON.stringify(genericOutbound.parse(bodyOf(message)))
  const proof = webhookHeaders({ id: message.key, at: io.now(), body }, secrets)
  try {
    const answer = await io.fetch.request(settings.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...proof },
      body,
      timeoutMs,
      bytesMax: answerBytesMax,
    })
    return judge(message, answer, io.now())
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    return judgeFailure(message, error)
  }
}

function bodyOf({ key, thread, person, session, author, at, blocks }: Outbound): GenericOutbound {
  const text = blocks.flatMap((block) => (block.kind === 'text' ? block.text : [])).join('\n')
  const files = blocks.flatMap((block) => (block.kind === 'media' ? block.media : []))
  return {
    type: 'message.sent',
    message: {
      id: key,
      text,
      files: files.map(({ ref, name = '', mediaType = 'application/octet-stream', bytes = 0 }) => ({
        url: ref,
        name,
        mediaType,
        bytes,
      })),
      at,
    },
    thread,
    person: { id: person?.id ?? thread },
    session,
    author: { kind: author.human ? 'agent' : 'bot', name: author.name ?? null },
  }
}

const failed = (cls: ChannelError['cls'], code: string, detail: string, more = {}): Sent => ({
  parts: [],
  error: { cls, code, detail, ...more },
})

const taken = ({ blocks, key }: Outbound, id: string | null): Sent => ({
  parts: blocks.map((_, block) => ({ block, id: id ?? key })),
})

function judge(message: Outbound, { status, headers, body }: FetchAnswer, now: number): Sent {
  if (status >= 200 && status < 300) return taken(message, ownIdIn(body))
  const retryAfterMs = readRetryAfter(headers['retry-after'], now)
  if (passing.has(status) && retryAfterMs !== null)
    return failed('throttled', `http_${status}`, 'The receiver asked to be left alone', { retryAfterMs })
  const { cls, detail, ...more } = refusals[status] ?? refusalOf(status)
  return failed(cls, `http_${status}`, detail, more)
}

type Refusal = Pick<ChannelError, 'cls' | 'detail' | 'maybeSent'>

const passing = new Set([408, 425, 429, 503])

const refusals: Readonly<Record<number, Refusal>> = {
  401: { cls: 'auth', detail: 'The receiver refused our signature' },
  403: { cls: 'auth', detail: 'The receiver refused our signature' },
  408: { cls: 'retry', detail: 'The receiver took too long to read' },
  410: { cls: 'blocked', detail: 'The receiver wants no more messages' },
  425: { cls: 'retry', detail: 'The receiver is not ready' },
  429: { cls: 'throttled', detail: 'The receiver has too much to do' },
  // A gateway that waited in vain cannot say whether the program behind it has the message.
  504: { cls: 'retry', detail: 'The receiver was not reached in time', maybeSent: true },
}

function refusalOf(status: number): Refusal {
  if (status >= 500) return { cls: 'retry', detail: 'The receiver failed' }
  if (status >= 400) return { cls: 'invalid', detail: 'The receiver refused the message' }
  return { cls: 'invalid', detail: 'The receiver answered with another address, which is not followed' }
}

/** Whatever became of the rest, a status that says "taken" has arrived; without one, nobody knows once it has left. */
function judgeFailure(message: Outbound, { publicReason, message: words, sent, status }: FetchFailed): Sent {
  if (status !== null && status >= 200 && status < 300) return taken(message, null)
  return failed('retry', publicReason, words, sent && status === null ? { maybeSent: true } : {})
}

function ownIdIn(body: Buffer): string | null {
  try {
    const { id } = JSON.parse(body.toString('utf8')) as { id?: unknown }
    const isGood = typeof id === 'string' && id.trim() !== '' && id.length <= 255
    return isGood && id.isWellFormed() && !id.includes('\0') ? id : null
  } catch {
    return null // an answer need not be JSON: the message goes by our id then
  }
}
