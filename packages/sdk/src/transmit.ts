import { closeCodes, type FileView, type VisitorCommand } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { backOffMs } from './back-off.ts'
import type { Client } from './http-client.ts'
import type { LiveClient } from './live-client.ts'
import type { PendingMessage, Stored, Transmit } from './outgoing.ts'
import { type FailureCode, RapportError } from './rapport-error.ts'

const fileIds = (files: readonly FileView[]) => files.map(({ id }) => id)

/** An agent's replies and notes go over HTTP, to the session that is the conversation's latest by then. */
export function transmitByHttp(client: Client, latestSession: () => SessionId | null): Transmit {
  return async ({ clientId, kind, text, files }, seenVersion, signal) => {
    const sessionId = latestSession()
    if (sessionId === null) throw new RapportError('not_found')
    const { version } =
      kind === 'note'
        ? await client.sessions.addNote({ sessionId, clientId, text }, { signal })
        : await client.sessions.send(
            {
              sessionId,
              clientId,
              text,
              fileIds: fileIds(files),
              ...(seenVersion === undefined ? {} : { seenVersion }),
            },
            { signal },
          )
    return { sessionId, version }
  }
}

/** What a server in trouble or under a limit answers: the message is good, the moment is not. */
const passing = new Set(['unavailable', 'internal', 'too_many_requests'])

/** Closes that a server answers a frame it will never take; sending it again would close the next socket too. */
const poisoned = new Set<number | null>([closeCodes.badFrame, closeCodes.tooBig])

/**
 * A visitor's messages go over the socket, and again with the same client id at every new link, until the server has
 * answered for good. So none is lost, and the server, which keeps answers by client id, doubles none.
 */
export function transmitBySocket(live: LiveClient<VisitorCommand>): Transmit {
  return (message, _, signal) =>
    new Promise((resolve, reject) => sendUntilAnswered(live, message, { signal, resolve, reject }))
}

type Outcome = Readonly<{
  signal: AbortSignal
  resolve(stored: Stored): void
  reject(reason: unknown): void
}>

function sendUntilAnswered(
  live: LiveClient<VisitorCommand>,
  message: PendingMessage,
  outcome: Outcome,
): void {
  const { clientId, text, files } = message
  let refusals = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let isSaid = false
  const say = () => {
    isSaid = live.say({ type: 'send', clientId, text, fileIds: fileIds(files) })
  }
  const stopHearing = live.hear((frame) => {
    if (frame.type === 'welcome') say()
    if (frame.type === 'sent' && frame.clientId === clientId) {
      finish(() => outcome.resolve({ sessionId: frame.sessionId, version: frame.version }))
    }
    if (frame.type === 'refused' && frame.clientId === clientId) {
      if (passing.has(frame.code)) retry = setTimeout(say, backOffMs(refusals++, 2_000, 30_000))
      else finish(() => outcome.reject(new RapportError(frame.code as FailureCode)))
    }
  })
  const stopWatching = live.connection.subscribe(() => {
    const { state, closeCode } = live.connection.get()
    if (state === 'offline' && isSaid && poisoned.has(closeCode)) {
      finish(() => outcome.reject(new RapportError('invalid_input')))
    }
    if (state === 'offline') isSaid = false
  })
  const finish = (how: () => void) => {
    stopHearing()
    stopWatching()
    clearTimeout(retry)
    outcome.signal.removeEventListener('abort', abort)
    how()
  }
  const abort = () => finish(() => outcome.reject(outcome.signal.reason))
  outcome.signal.addEventListener('abort', abort)
  say()
}
