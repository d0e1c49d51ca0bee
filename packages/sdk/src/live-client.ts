import {
  type AgentCommand,
  closeCodes,
  protocol,
  type ServerFrame,
  type VisitorCommand,
  type VisitorOrigin,
} from '@rapport/contract/light'
import { backOffMs } from './back-off.ts'
import { createSource, type Observable, type Source } from './observable.ts'

/**
 * How the link to the server is. `connecting`: not there yet, nothing has failed; `live`: welcomed; `offline`: lost or
 * out of reach since `since`, and being tried again. `ended` is why it will not come back by itself: the token is no
 * longer good (`signed_out`), or the page is older than the server (`reload`).
 */
export type Connection = Readonly<{
  state: 'connecting' | 'live' | 'offline'
  since: number
  ended: 'signed_out' | 'reload' | null
  /** The code the last socket was closed with; 1006 when it just went silent. */
  closeCode: number | null
}>

type Commands = Readonly<{ agent: AgentCommand; visitor: VisitorCommand }>

/** Where to connect, and as whom. An agent's browser needs no token: its cookie is checked at the handshake. */
export type LiveOptions<Who extends keyof Commands> = Readonly<{
  who: Who
  baseUrl?: string
  token?: string | (() => string | null)
  workspaceId?: string
  /** Where a visitor is now, for the sessions that they begin. */
  origin?: () => VisitorOrigin
  /** How a socket is made, for programs that say more in its handshake than a browser can. */
  openSocket?: (url: string) => WebSocket
  /** Shorter times for tests. A dead link is noticed within `pingMs` and `answerMs` together. */
  timing?: Partial<Timing>
}>

type Timing = Readonly<{ pingMs: number; answerMs: number; firstRetryMs: number; mostRetryMs: number }>

const defaultTiming: Timing = { pingMs: 10_000, answerMs: 10_000, firstRetryMs: 1_000, mostRetryMs: 15_000 }

/**
 * One socket for everything that happens, kept up: it pings, notices a dead link, and comes back with a growing wait, or
 * at once when the browser is online again. What one follows is told anew at every `welcome`, by those who follow.
 */
export type LiveClient<Command = AgentCommand | VisitorCommand> = Readonly<{
  connection: Observable<Connection>
  /** Connects; also again after it ended, when there is a new token. */
  connect(): void
  /** Leaves for good. */
  close(): void
  /** Says it if the link is live, and answers whether it did. */
  say(command: Command): boolean
  /** Hears every frame from now on, `welcome` included; answers how to stop. */
  hear(listener: (frame: ServerFrame) => void): () => void
}>

type Timer = ReturnType<typeof setTimeout>

type Link = {
  readonly url: string
  readonly hello: () => object
  readonly openSocket: (url: string) => WebSocket
  readonly timing: Timing
  readonly connection: Source<Connection>
  readonly listeners: Set<(frame: ServerFrame) => void>
  socket: WebSocket | null
  attempt: number
  retry: Timer | undefined
  beat: Timer | undefined
  isAwaiting: boolean
}

/**
 * Makes the one socket of a page or program; nothing happens before `connect`.
 *
 * @example
 * const live = createLiveClient({ who: 'agent', baseUrl: origin, token })
 * live.hear((frame) => frame.type === 'typing' && showTyping(frame.actor))
 * live.connect()
 */
export function createLiveClient<Who extends keyof Commands>(
  options: LiveOptions<Who>,
): LiveClient<Commands[Who]> {
  const link = createLink(options)
  const nudge = () => nudgeLink(link)
  const ofPage = { online: nudge, pageshow: nudge, offline: () => markOffline(link) }
  return {
    connection: { get: link.connection.get, subscribe: link.connection.subscribe },
    connect() {
      hearPage(ofPage, true)
      if (link.socket === null) open(link)
    },
    close() {
      hearPage(ofPage, false)
      abandon(link)
      link.connection.set({ ...link.connection.get(), state: 'offline', since: Date.now() })
    },
    say: (command) => {
      if (link.connection.get().state !== 'live') return false
      link.socket?.send(JSON.stringify(command))
      return true
    },
    hear(listener) {
      const own = (frame: ServerFrame) => listener(frame)
      link.listeners.add(own)
      return () => void link.listeners.delete(own)
    },
  }
}

function createLink(options: LiveOptions<keyof Commands>): Link {
  const { who, baseUrl, token, workspaceId, origin, timing } = options
  const base = baseUrl === undefined || baseUrl === '' ? location.origin : baseUrl.replace(/\/$/, '')
  return {
    url: base.replace(/^http/, 'ws') + (who === 'agent' ? '/api/v1/socket' : '/api/v1/widget/socket'),
    hello: () => ({
      type: 'hello',
      protocol,
      token: (typeof token === 'function' ? token() : token) ?? undefined,
      workspaceId,
      origin: origin?.(),
    }),
    openSocket: options.openSocket ?? ((url) => new WebSocket(url)),
    timing: { ...defaultTiming, ...timing },
    connection: createSource<Connection>({
      state: 'connecting',
      since: Date.now(),
      ended: null,
      closeCode: null,
    }),
    listeners: new Set(),
    socket: null,
    attempt: 0,
    retry: undefined,
    beat: undefined,
    isAwaiting: false,
  }
}

function open(link: Link): void {
  clearTimeout(link.retry)
  const socket = link.openSocket(link.url)
  link.socket = socket
  const isCurrent = () => link.socket === socket
  if (link.connection.get().ended !== null) {
    link.connection.set({ state: 'connecting', since: Date.now(), ended: null, closeCode: null })
  }
  // A handshake that gets no answer is a dead link too.
  link.isAwaiting = true
  beat(link)
  socket.onopen = () => socket.send(JSON.stringify(link.hello()))
  socket.onmessage = ({ data }) => {
    if (isCurrent()) hear(link, JSON.parse(String(data)))
  }
  // An error is always followed by a close, which says as much as the platform lets us know.
  socket.onclose = ({ code }) => {
    if (isCurrent()) lose(link, code)
  }
}

function hear(link: Link, frame: ServerFrame): void {
  link.isAwaiting = false
  if (frame.type === 'welcome') {
    link.connection.set({ state: 'live', since: Date.now(), ended: null, closeCode: null })
  }
  for (const listener of [...link.listeners]) listener(frame)
}

function beat(link: Link): void {
  clearTimeout(link.beat)
  const { pingMs, answerMs } = link.timing
  const waitMs = link.isAwaiting ? answerMs : pingMs
  link.beat = setTimeout(() => {
    if (link.isAwaiting) return lose(link, 1006)
    ping(link)
    beat(link)
  }, waitMs)
}

function ping(link: Link): void {
  link.isAwaiting = true
  link.socket?.send(JSON.stringify({ type: 'ping' }))
}

function lose(link: Link, closeCode: number): void {
  const { connection, timing } = link
  const before = connection.get()
  const isSettled = before.state === 'live' && Date.now() - before.since > timing.mostRetryMs / 3
  link.attempt = isSettled ? 0 : link.attempt
  abandon(link)
  const since = before.state === 'offline' ? before.since : Date.now()
  const ended =
    closeCode === closeCodes.notSignedIn
      ? 'signed_out'
      : closeCode === closeCodes.wrongProtocol
        ? 'reload'
        : null
  if (ended === null) {
    link.retry = setTimeout(open, backOffMs(link.attempt, timing.firstRetryMs, timing.mostRetryMs), link)
    link.attempt += 1
  }
  connection.set({ state: 'offline', since, ended, closeCode })
}

function abandon(link: Link): void {
  clearTimeout(link.beat)
  clearTimeout(link.retry)
  const { socket } = link
  link.socket = null
  socket?.close()
}

/** Something suggests that the network is back: try now what would have been tried later, and doubt what seems live. */
function nudgeLink(link: Link): void {
  const { state, ended } = link.connection.get()
  if (ended !== null) return
  if (link.socket === null) {
    link.attempt = 0
    open(link)
  } else if (state === 'live' && !link.isAwaiting) {
    ping(link)
    beat(link)
  }
}

/** The browser knows that there is no network: better said now than found out in twenty seconds. */
function markOffline(link: Link): void {
  if (link.connection.get().state === 'live') lose(link, 1006)
}

type PageListeners = Readonly<Record<string, () => void>>

function hearPage(listeners: PageListeners, isOn: boolean): void {
  if (typeof addEventListener !== 'function') return
  for (const [name, listener] of Object.entries(listeners)) {
    if (isOn) addEventListener(name, listener)
    else removeEventListener(name, listener)
  }
}
