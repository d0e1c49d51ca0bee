import type { Instant } from '@rapport/domain'
import type { Consent, ReplyToken } from './inbound.ts'

/** How a channel lets us answer. Seven with "not at all", which is no allowance. */
export type Mode = 'free' | 'human' | 'template' | 'token' | 'once' | 'public'

/** One way in which we may answer now, until when, how often, and whether only a person may. */
export type Allowance = Readonly<{
  mode: Mode
  until?: Instant
  left?: number
  humanOnly?: boolean
  billed?: boolean
}>

/** What of a conversation decides whether we may answer. */
export type ReplyHistory = Readonly<{
  lastInboundAt?: Instant
  firstContact?: 'contact' | 'us'
  origin: 'dm' | 'comment' | 'mail' | 'call'
  token?: ReplyToken
  used: Readonly<Partial<Record<Mode, number>>>
  consent: Consent
}>
