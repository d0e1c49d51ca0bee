import type { Instant, SessionId } from '@rapport/domain'
import type { Block, ChannelError, Inbound, Media, Person } from './inbound.ts'
import type { Allowance } from './reply-policy.ts'

type Sendable = Block['kind'] | 'typing' | 'read' | 'reaction' | 'edit' | 'delete' | 'replyTo'

/** What a channel can do, as data: the composer, the checks before sending and the reference all read this. */
export type Capabilities = Readonly<{
  in: ReadonlySet<Inbound['type'] | Block['kind']>
  out: ReadonlySet<Sendable>
  text: Readonly<{ max: number; unit: 'utf16' | 'chars' | 'bytes'; split: boolean }>
  media: Readonly<
    Partial<
      Record<
        Media['kind'],
        Readonly<{ bytesMax: number; mediaTypes?: readonly string[]; via: 'upload' | 'url' }>
      >
    >
  >
  choices?: Readonly<{ max: number; labelMax: number }>
  blocksPerSend: number
  rate: Readonly<{ perSecond: number; perThreadMs?: number }>
  /** How long the provider may deliver one event again. */
  dedupeHours: number
  ackWithinMs: number
  /** Whether we may speak first. */
  initiate: boolean
}>

/**
 * A message on its way out. `via` is the way it is allowed by, so that the log shows why it was. A block of media refers
 * to our own file by a link that works for ten minutes at least.
 */
export type Outbound = Readonly<{
  key: string
  thread: string
  at: Instant
  session: Readonly<{ id: SessionId; number: number }>
  person?: Person
  blocks: readonly Block[]
  replyTo?: string
  via: Allowance
  author: Readonly<{ human: boolean; name?: string }>
  attempt: number
}>

/** What went, block by block, under the provider's ids; after a part failed, a retry goes on from there. */
export type Sent = Readonly<{
  parts: readonly Readonly<{ block: number; id: string }>[]
  error?: ChannelError
}>
