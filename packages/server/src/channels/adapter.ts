import type { Instant } from '@rapport/domain'
import type { FetchDownload, GuardedFetch } from '../platform/fetch/index.ts'
import type { Block, ChannelError, Inbound, Json, Media, Person } from './inbound.ts'
import type { Capabilities, Outbound, Sent } from './outbound.ts'
import type { Allowance, ReplyHistory } from './reply-policy.ts'

/** What came in, byte for byte, before anybody believed it. Header names are lower case. */
export type RawRequest = Readonly<{
  method: string
  url: string
  headers: Readonly<Record<string, string | undefined>>
  body: Uint8Array
}>

/** What the provider is answered. */
export type RawReply = Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body?: string }>

/** An adapter's only door out, so that tests, simulators and a virtual clock can stand behind it. */
export type Io = Readonly<{
  /** Guarded: no private addresses, a time limit, no redirects. A failure says whether the request may have left. */
  fetch: GuardedFetch
  now(): Instant
  /** What proves (inbound) or signs (outbound) on this inbox now, newest first. None: nothing is proven. */
  secrets(purpose: 'inbound' | 'outbound'): readonly string[]
}>

/** Something done to a thread that is not a message. */
export type Action = Readonly<
  | { do: 'typing'; on: boolean }
  | { do: 'read'; id: string }
  | { do: 'react'; id: string; emoji: string | null }
  | { do: 'edit'; id: string; blocks: readonly Block[] }
  | { do: 'delete'; id: string }
>

/**
 * A channel, as the desk knows it. Verifying is part of the contract and total, reading is pure, what may be said when
 * is a function, and the network is reached only through `Io`: so each adapter is proven by the one list of
 * promises in `conformance.test.ts`, on recorded bodies.
 */
export type ChannelAdapter<Config = Json> = Readonly<{
  kind: string
  /** Goes up when what `parse` makes of the same bytes changes; raw rows remember which version read them. */
  version: number
  capabilities: Capabilities
  /** The most bytes a request may have; more is refused before it is read. Null where no requests come. */
  bodyBytesMax: number | null
  /** Whether a message is where it has to be once it is in the log, as on our own web chat. */
  deliversItself?: boolean
  /** Headers to keep with a stored request besides the usual ones, in lower case; never one that proves. */
  keptHeaders?: readonly string[]
  /** Whether the provider asks by GET before it sends. */
  hasHandshake?: boolean
  /** Whether there is anybody to send to. */
  isConnected(config: Config): boolean
  /** Whether the receiver knows a message that comes again under its key, so that a call that broke off may be repeated. */
  isRepeatable(config: Config): boolean
  /** The provider's own id of a request, by which the same one coming again is known; null without one. */
  idOf(request: RawRequest): string | null
  /**
   * Cheap, before anything is proven: which accounts the request may concern; one address may serve many. By the request's
   * head: its body is not there yet, and is read only if one of them is somebody's.
   */
  locate(request: RawRequest): readonly string[]
  /** Total: without a secret it refuses. A `reply` answers a handshake, and nothing is left to parse. */
  verify(request: RawRequest, config: Config, io: Io): Promise<Readonly<{ ok: boolean; reply?: RawReply }>>
  /** Pure and total: bytes in, events out, `unknown` for what it does not know. `ack` is the answer expected. */
  parse(request: RawRequest, config: Config): Readonly<{ events: readonly Inbound[]; ack: RawReply }>
  /** For channels that must be asked. */
  pull?(
    config: Config,
    cursor: string | null,
    io: Io,
    stop: AbortSignal,
  ): AsyncIterable<Readonly<{ events: readonly Inbound[]; cursor: string }>>
  /** All ways we may answer, best first; none when we may not. Asked for the composer and again before sending. */
  policy(history: ReplyHistory, now: Instant, config: Config): readonly Allowance[]
  /** Says per block what went; never throws for a provider's error. */
  send(message: Outbound, config: Config, io: Io): Promise<Sent>
  act?(action: Action, thread: string, config: Config, io: Io): Promise<ChannelError | null>
  /** For references that are no addresses. They die within minutes: called at once, and cut off at `bytesMax`. */
  fetchMedia?(media: Media, config: Config, io: Io, bytesMax: number): Promise<FetchDownload>
  profile?(person: Person, config: Config, io: Io): Promise<Person | null>
  lifecycle?(
    step: 'connect' | 'disconnect' | 'health' | 'refresh',
    config: Config,
    hookUrl: string,
    io: Io,
  ): Promise<Readonly<{ ok: boolean; config?: Config; detail?: string }>>
}>
