import { type EventFrame, protocol, type ServerFrame } from '@rapport/contract'
import type { Place } from '../../packages/server/src/testing/a-place.ts'
import type { Line } from '../../packages/server/src/testing/read-stored.ts'

/** An agent's bare socket that follows conversations and resumes each where it was, dropping nothing it is handed. */
export type Watcher = Readonly<{
  follow(conversationId: string): void
  /** Every message of a contact handed over, in order of arrival. */
  seen: readonly Line[]
  /** Frames that did not join the one before, and demands to load again: the log was never that far ahead. */
  breaks(): readonly string[]
  close(): void
}>

const retryMs = 50

/** Opens the owner's socket and keeps it open until `close`. */
export function watch(origin: string, { ownerToken, workspaceId }: Place): Watcher {
  const positions = new Map<string, number>()
  const seen: Line[] = []
  const breaks: string[] = []
  const state = { socket: null as WebSocket | null, epoch: '', isOver: false }

  const say = (command: object) => state.socket?.send(JSON.stringify(command))
  const resume = (conversationId: string, position: number) =>
    say({ type: 'follow', conversationId, epoch: state.epoch, position })

  function resumeAll(epoch: string): void {
    state.epoch = epoch
    for (const [conversationId, position] of positions) resume(conversationId, position)
  }

  function take({ conversationId, sessionId, after, position, recorded, message }: EventFrame): void {
    if (after !== positions.get(conversationId)) {
      breaks.push(`A frame follows ${after} where ${positions.get(conversationId)} was the last`)
    }
    positions.set(conversationId, position)
    if (recorded.event.type !== 'message.received') return
    seen.push({ session: sessionId, version: recorded.version, text: message?.text ?? '' })
  }

  function hear(frame: ServerFrame): void {
    if (frame.type === 'welcome') resumeAll(frame.epoch)
    if (frame.type === 'reset') breaks.push(`The agent was told to load again: ${frame.reason}`)
    if (frame.type === 'event') take(frame)
  }

  function open(): void {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/v1/socket`)
    state.socket = socket
    socket.onopen = () => say({ type: 'hello', protocol, token: ownerToken, workspaceId })
    socket.onmessage = ({ data }) => hear(JSON.parse(String(data)))
    // A server that is down is an error and then a close.
    socket.onclose = () => {
      state.epoch = ''
      if (!state.isOver) setTimeout(open, retryMs)
    }
  }

  open()
  return {
    follow(conversationId) {
      if (positions.has(conversationId)) return
      positions.set(conversationId, 0)
      if (state.epoch !== '') resume(conversationId, 0)
    },
    seen,
    breaks: () => breaks,
    close() {
      state.isOver = true
      state.socket?.close()
    },
  }
}
