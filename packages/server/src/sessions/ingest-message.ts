import { randomUUIDv7 } from 'node:crypto'
import {
  asId,
  contact,
  type MessageId,
  receiveMessage,
  type Session,
  type SessionEvent,
} from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { orRefuse } from '../platform/errors.ts'
import { setLatestSession } from './ingest-message-queries.ts'
import { once, type WriteKey, writeKey } from './once.ts'
import {
  type Arrival,
  claimMessageFiles,
  type InboundMessage,
  type Ingested,
  lockLatest,
  NumberNeeded,
  openSession,
} from './open-thread.ts'
import { type Alongside, type Change, recordAtOnce, recordEvents } from './record-events.ts'

/** What a connection remembers of its thread: the session as its last message left it. A guess, checked on writing. */
export type ThreadMemory = { latest: Session | null }

/**
 * Turns one channel message into session events, all or nothing.
 * Safe to repeat: channels redeliver, and a claimed key changes nothing. A conversation whose last session
 * ended gets a new one, so one thread holds many sessions and never two at once.
 */
export async function ingestMessage(
  ctx: Context,
  arrival: Arrival,
  message: InboundMessage,
  memory: ThreadMemory = { latest: null },
): Promise<Ingested> {
  const key = writeKey(arrival.inboxId, message.key, [message.text, message.fileIds])
  const { latest } = memory
  memory.latest = null
  return once(ctx, key, async () => {
    const quick = latest === null ? null : await addToKnown(latest)
    if (quick !== null) return quick
    try {
      return await addUnderLock(null)
    } catch (error) {
      if (!(error instanceof NumberNeeded)) throw error
      return await addUnderLock(await ctx.numbers.next(ctx.scope))
    }
  })

  /** The short way, for one message after another: decided on what is remembered, written only if that still holds. */
  async function addToKnown(known: Session): Promise<Ingested | null> {
    if (known.state === 'ended' || message.fileIds.length > 0) return null
    const { change, alongside, answer } = receive(known, message, key)
    memory.latest = await recordAtOnce(ctx, change, alongside)
    return memory.latest === null ? null : answer
  }

  async function addUnderLock(number: number | null): Promise<Ingested> {
    const { after, answer } = await inTransaction(ctx, async (tx) => {
      const latest = await lockLatest(tx, ctx, arrival, message)
      const { before, opening } = openSession(latest, arrival, number)
      if (latest.state === 'ended') setLatestSession(tx, ctx.scope, latest.conversationId, before.id)
      const { change, alongside, answer } = receive(before, message, key, opening)
      await claimMessageFiles(tx, ctx, message, answer)
      return { after: recordEvents(tx, ctx, change, { origin: arrival.origin, ...alongside }), answer }
    })
    // Only now: what did not commit never was, and another event may stand at its version.
    memory.latest = after
    return answer
  }
}

type Reception = Readonly<{ change: Change; alongside: Alongside; answer: Ingested }>

/** What a message makes of a session: the events, the words and the claim that go with them, and the answer. */
function receive(
  before: Session,
  { text, clientId, fileIds }: InboundMessage,
  key: WriteKey,
  opening: readonly SessionEvent[] = [],
): Reception {
  const { contactId, conversationId, id: sessionId } = before
  const messageId = asId<MessageId>(randomUUIDv7())
  const author = contact(contactId)
  const events = [...opening, ...orRefuse(receiveMessage(before, messageId, author))]
  const answer = { conversationId, sessionId, messageId, version: before.version + events.length }
  const body = { kind: 'message', id: messageId, author, text, fileCount: fileIds.length, clientId } as const
  return { change: { before, events }, alongside: { bodies: [body], claim: { ...key, answer } }, answer }
}
