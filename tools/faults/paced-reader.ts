import { type EventFrame, protocol, type ServerFrame } from '@rapport/contract'
import { WebSocket } from 'ws'
import type { Place } from '../../packages/server/src/testing/a-place.ts'

/** A bare socket that follows conversations, can stop reading, and goes on where it was when it reads again. */
export type PacedReader = Readonly<{
  follow(conversationId: string): void
  /** Reads nothing from now on; whatever comes stays where it is. */
  stop(): void
  /** Reads on, and comes back by itself if it has been closed meanwhile. */
  resume(): void
  /** Every text that came, in order of arrival, with the moment it was read. */
  heard: readonly Readonly<{ text: string; at: number }>[]
  /** Demands to load everything again, and frames that did not join the one before. */
  breaks: readonly string[]
  isFollowing(): boolean
  close(): void
}>

const retryMs = 100
const pingEveryMs = 10_000

/** Opens it, as the owner, or as the visitor of a token. */
export function openReader(origin: string, place: Place, visitorToken?: string): PacedReader {
  const isVisitor = visitorToken !== undefined
  const path = isVisitor ? '/api/v1/widget/socket' : '/api/v1/socket'
  const positions = new Map<string, number>()
  const heard: { text: string; at: number }[] = []
  const breaks: string[] = []
  const state = { socket: null as WebSocket | null, epoch: '', isOver: false, isStopped: false, following: 0 }

  const say = (command: object) => {
    if (state.socket?.readyState === WebSocket.OPEN) state.socket.send(JSON.stringify(command))
  }
  const follow = (conversationId: string, position: number) =>
    say({ type: 'follow', ...(isVisitor ? {} : { conversationId }), epoch: state.epoch, position })

  function take({ conversationId, after, position, message }: EventFrame): void {
    const known = positions.get(conversationId)
    if (known !== undefined && after !== known && known !== 0)
      breaks.push(`A frame follows ${after}, not ${known}`)
    positions.set(conversationId, position)
    if (message?.text) heard.push({ text: message.text.slice(0, 40), at: performance.now() })
  }

  function hear(frame: ServerFrame): void {
    if (frame.type === 'welcome') {
      state.epoch = frame.epoch
      for (const [conversationId, position] of positions) follow(conversationId, position)
    }
    if (frame.type === 'following') state.following += 1
    if (frame.type === 'reset') breaks.push(`Told to load again: ${frame.reason}`)
    if (frame.type === 'event') take(frame)
  }

  function open(): void {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, {
      headers: place.headers,
      perMessageDeflate: false,
    })
    state.socket = socket
    state.following = 0
    const token = visitorToken ?? place.ownerToken
    socket.on('open', () =>
      say({ type: 'hello', protocol, token, ...(isVisitor ? {} : { workspaceId: place.workspaceId }) }),
    )
    socket.on('message', (data) => hear(JSON.parse(String(data))))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      if (!state.isOver && !state.isStopped) setTimeout(open, retryMs)
    })
  }

  open()
  // Whoever does not read may well go on talking: it is not silence that they are closed for.
  const pings = setInterval(() => say({ type: 'ping' }), pingEveryMs)
  return {
    follow(conversationId) {
      positions.set(conversationId, 0)
      if (state.epoch !== '') follow(conversationId, 0)
    },
    stop() {
      state.isStopped = true
      state.socket?.pause()
    },
    resume() {
      state.isStopped = false
      if (state.socket?.readyState === WebSocket.CLOSED) open()
      else state.socket?.resume()
    },
    heard,
    breaks,
    isFollowing: () => state.following >= positions.size && positions.size > 0,
    close() {
      state.isOver = true
      clearInterval(pings)
      state.socket?.terminate()
    },
  }
}
