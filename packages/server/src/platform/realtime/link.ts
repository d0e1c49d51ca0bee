import { closeCodes } from '@rapport/contract'
import type { WebSocket } from 'ws'
import type { Log } from '../log/index.ts'

/** One connection as the features use it: it can be told things and closed, and never grows without bound. */
export type Link = Readonly<{
  /** A text frame; as bytes where many get the same, which are then held once. */
  send(frame: string | Buffer): void
  /** Resolves when most of what was sent has left, or the connection has gone. */
  drained(): Promise<void>
  /** Says why and goes; who has not answered by then is cut off. */
  close(code: number, reason: string, withinMs?: number): void
}>

// A reader this far behind is closed and resumes from its place: its backlog is kept in the log, not in our memory.
const bufferedMax = 512 * 1024
const bufferedLow = 128 * 1024
// Who is behind for so long does not read at all, or never will have read it all.
const behindMsMax = 15_000
const closeWithinMs = 10_000
const drainLookMs = 5

/** A link over a socket. A slow reader is closed with 4008 and loses nothing: it resumes from its place. */
export function createLink(socket: WebSocket, log: Log): Link {
  const isOpen = () => socket.readyState === socket.OPEN
  let behindSince: number | null = null

  function close(code: number, reason: string, withinMs = closeWithinMs): void {
    if (!isOpen()) return
    socket.close(code, reason)
    // A peer that does not read does not answer the close either.
    setTimeout(() => socket.terminate(), withinMs).unref()
  }

  function isTooSlow(): boolean {
    const { bufferedAmount } = socket
    if (bufferedAmount <= bufferedLow) behindSince = null
    else behindSince ??= performance.now()
    return (
      bufferedAmount > bufferedMax || (behindSince !== null && performance.now() - behindSince > behindMsMax)
    )
  }

  return {
    close,
    send(frame) {
      if (!isOpen()) return
      if (!isTooSlow()) return socket.send(frame, { binary: false })
      log.info({ code: closeCodes.tooSlow, bufferedBytes: socket.bufferedAmount }, 'A reader was too slow')
      close(closeCodes.tooSlow, 'reads too slowly')
    },
    async drained() {
      while (isOpen() && socket.bufferedAmount > bufferedLow)
        await new Promise((resolve) => setTimeout(resolve, drainLookMs))
    },
  }
}
