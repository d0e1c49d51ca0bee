import { closeCodes } from '@rapport/contract'
import type { WebSocket } from 'ws'

/** One connection as the features use it: it can be told things and closed, and never grows without bound. */
export type Link = Readonly<{
  send(frame: string): void
  /** Resolves when most of what was sent has left, or the connection has gone. */
  drained(): Promise<void>
  close(code: number, reason: string): void
}>

// A reader this far behind is closed and resumes from its place: its backlog is kept in the log, not in our memory.
const bufferedMax = 1024 * 1024
const bufferedLow = 128 * 1024
const closeWithinMs = 10_000
const drainLookMs = 5

/** A link over a socket. A slow reader is closed with 4008 and loses nothing: it resumes from its place. */
export function createLink(socket: WebSocket): Link {
  const isOpen = () => socket.readyState === socket.OPEN

  function close(code: number, reason: string): void {
    if (!isOpen()) return
    socket.close(code, reason)
    // A peer that does not read does not answer the close either.
    setTimeout(() => socket.terminate(), closeWithinMs).unref()
  }

  return {
    close,
    send(frame) {
      if (!isOpen()) return
      if (socket.bufferedAmount > bufferedMax) close(closeCodes.tooSlow, 'reads too slowly')
      else socket.send(frame)
    },
    async drained() {
      while (isOpen() && socket.bufferedAmount > bufferedLow)
        await new Promise((resolve) => setTimeout(resolve, drainLookMs))
    },
  }
}
