import type { Instant } from '@rapport/domain'
import type { Inbox } from '../inboxes/index.ts'
import type { ChannelAdapter } from './adapter.ts'
import { genericAdapter } from './generic/generic-adapter.ts'
import type { Json } from './inbound.ts'
import type { ReplyHistory } from './reply-policy.ts'
import { webAdapter } from './web/web-adapter.ts'

const adapters: ReadonlyMap<string, ChannelAdapter> = new Map(
  [webAdapter, genericAdapter].map((adapter) => [adapter.kind, adapter]),
)

/** The adapter that serves a kind of channel, if any does. */
export const findAdapter = (kind: string): ChannelAdapter | undefined => adapters.get(kind)

/** What an inbox's adapter is configured with. Nothing in it is secret. */
export const configOf = ({ generic }: Pick<Inbox, 'generic'>): Json => generic ?? {}

/** Of a conversation, what decides whether we may answer. */
export const historyOf = (lastInboundAt: Instant | null): ReplyHistory => ({
  origin: 'dm',
  used: {},
  consent: 'granted',
  ...(lastInboundAt === null ? {} : { lastInboundAt }),
})

/** A conversation's channel, as far as answering depends on it. */
export type Answerable = Readonly<{ channelKind: string; settings: Json; lastInboundAt: Instant | null }>

/** Whether one may answer now, and until when; null for as long as one likes. */
export type Sending = Readonly<{
  cannotSend: 'not_connected' | 'window_closed' | null
  replyUntil: Instant | null
}>

/** What a channel allows now: nothing where nobody serves it or there is nobody to call, or once its window has closed. */
export function sendingOn({ channelKind, settings, lastInboundAt }: Answerable, now: Instant): Sending {
  const adapter = findAdapter(channelKind)
  if (!adapter?.isConnected(settings)) return { cannotSend: 'not_connected', replyUntil: null }
  const [best] = adapter.policy(historyOf(lastInboundAt), now, settings)
  return best
    ? { cannotSend: null, replyUntil: best.until ?? null }
    : { cannotSend: 'window_closed', replyUntil: null }
}
