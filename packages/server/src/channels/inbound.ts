import type { Origin } from '@rapport/contract'
import type { Instant } from '@rapport/domain'

/** Data of a provider, or for one, whose shape only its adapter knows. */
export type Json = Readonly<Record<string, unknown>>

/** A file as a channel refers to it. `ref` may die within minutes; `crypto` is what it takes to read it. */
export type Media = Readonly<{
  kind: 'image' | 'audio' | 'video' | 'file' | 'sticker'
  ref: string
  mediaType?: string
  name?: string
  bytes?: number
  expiresAt?: Instant
  crypto?: Json
}>

/**
 * A person as one channel knows them. Aliases let one human keep one contact where a provider has several ids for
 * them: a phone number and a business-scoped id, an address and a number.
 */
export type Person = Readonly<{
  id: string
  aliases?: Readonly<Record<string, string>>
  name?: string
  email?: string
  phone?: string
  avatar?: string
  locale?: string
}>

/** A piece of what is said. A message is one or more of them, in order. */
export type Block =
  | Readonly<{ kind: 'text'; text: string; html?: string }>
  | Readonly<{ kind: 'media'; media: Media; caption?: string }>
  | Readonly<{ kind: 'location'; latitude: number; longitude: number; label?: string }>
  | Readonly<{ kind: 'contact'; vcard: string }>
  | Readonly<{ kind: 'choices'; text: string; options: readonly Choice[] }>
  | Readonly<{ kind: 'template'; name: string; language: string; parameters: Json }>
  | Readonly<{ kind: 'native'; schema: string; data: Json }>
export type Choice = Readonly<{ id: string; label: string; url?: string }>

/** A right to one answer, which some providers hand out with a message. */
export type ReplyToken = Readonly<{ value: string; until: Instant }>

type InboundBase = Readonly<{
  /** Unique for ever on the account, per event and not per message: the same key again is the same event again. */
  key: string
  at: Instant
  /** What replies go to. */
  thread: string
  person?: Person
  /** Events of one ordering are handled in sequence; the thread when left out. */
  ordering?: string
  /** What it was read from, kept so that it can be read again. */
  raw: unknown
}>

/** Everything that can come in on a channel. An unknown target (an edit before its message) must be tolerated. */
export type Inbound = InboundBase &
  Readonly<
    | {
        type: 'message'
        id: string
        blocks: readonly Block[]
        replyTo?: string
        /** Said by our side elsewhere: through us, or in the provider's own app. Never starts a bot. */
        echo?: 'us' | 'other'
        /** Written by a machine on the other side, such as an out-of-office reply. */
        auto?: boolean
        token?: ReplyToken
        source?: Json
        /** Where the contact was, for a session that begins with it. */
        origin?: Origin
      }
    | { type: 'edit'; id: string; blocks: readonly Block[] }
    | { type: 'delete'; id: string }
    | { type: 'reaction'; id: string; emoji: string | null }
    | { type: 'choice'; id?: string; payload: string; label?: string }
    | {
        type: 'receipt'
        status: 'sent' | 'delivered' | 'read' | 'failed'
        id?: string
        upTo?: Instant
        error?: ChannelError
      }
    | { type: 'typing'; on: boolean }
    | { type: 'consent'; state: Consent }
    | { type: 'identity'; merge: Person }
    | { type: 'account'; severity: 'info' | 'warn' | 'blocked'; detail: string }
    | {
        type: 'call'
        id: string
        status: 'ringing' | 'answered' | 'ended' | 'missed'
        seconds?: number
        recording?: Media
      }
    | { type: 'unknown'; what: string }
  >
export type InboundOf<Type extends Inbound['type']> = Extract<Inbound, { type: Type }>
export type Consent = 'granted' | 'withdrawn' | 'closed'

/**
 * Why a provider did not take something, in classes that say what to do next. `maybeSent`: it left, and no answer
 * came; sending again could say it twice.
 */
export type ChannelError = Readonly<{
  cls: 'retry' | 'throttled' | 'window' | 'blocked' | 'auth' | 'invalid' | 'unsupported'
  code: string
  detail: string
  retryAfterMs?: number
  maybeSent?: boolean
}>
