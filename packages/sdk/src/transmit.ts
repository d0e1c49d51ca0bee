import { closeCodes, type FileView, type VisitorCommand } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { backOffMs } from './back-off.ts'
import { pause } from './call-endpoint.ts'
import type { Client } from './http-client.ts'
import type { LiveClient } from './live-client.ts'
import type { PendingMessage, Stored, Transmit } from './outgoing.ts'
import { isRapportError, RapportError } from './rapport-error.ts'

const fileIds = (files: readonly FileView[]) => files.map(({ id }) => id)

/** What says that nobody was reached, and nothing about the message. */
const outOfReach = new Set(['unreachable', 'unavailable'])

/**
 * An agent's replies and notes go over HTTP, to the session that is the conversation's latest by then. Without a
 * connection they wait, and go with the same client id when it is back, so that a lost network loses no reply.
 */
export function transmitByHttp(client: Client, latestSession: () => SessionId | null): Transmit {
  return (message, seenVersion, signal) =>
    untilReached(signal, async () => {
      const sessionId = latestSession()
      if (sessionId === null) throw new RapportError('not_found')
      return { sessionId, version: await sendOnce(client, sessionId, { message, seenVersion, signal }) }
    })
}

async function untilReached<Answer>(signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (!isRapportError(error) || !outOfReach.has(error.code)) throw error
      await pause(backOffMs(attempt, 1_000, 5_000), signal)
    }
  }
}

type Sending = Readonly<{ message: PendingMessage; seenVersion: number | undefined; signal: AbortSignal }>

async function sendOnce(
  client: Client,
  sessionId: SessionId,
  { message: { clientId, kind, text, files, mentions = [] }, seenVersion, signal }: Sending,
): Promise<number> {
  if (kind === 'note') {
    const note = { sessionId, clientId, text, mentions: [...mentions] }
    return (await client.sessions.addNote(note, { signal })).version
  }
  const seen = seenVersion === undefined ? {} : { seenVersion }
  const reply = { sessionId, clientId, text, fileIds: fileIds(files), ...seen }
  return (await client.sessions.send(reply, { signal })).version
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
      else finish(() => outcome.reject(new RapportError(frame.code)))
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
