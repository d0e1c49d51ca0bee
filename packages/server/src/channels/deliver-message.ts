import { type InboxId, instant, type WorkspaceId } from '@rapport/domain'
import { type OpenChannel, openChannel } from '../inboxes/index.ts'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { DatabaseUnavailable } from '../platform/db/index.ts'
import { listFilesOf, makeAbsoluteLink } from '../platform/files/index.ts'
import { RetryLater } from '../platform/jobs/index.ts'
import { recordDelivery } from '../sessions/index.ts'
import type { ChannelAdapter } from './adapter.ts'
import { configOf, findAdapter, historyOf } from './adapters.ts'
import { applySaid } from './apply-said.ts'
import { linkMessage, listKeysOf } from './channel-messages-queries.ts'
import type { Block, ChannelError } from './inbound.ts'
import type { Outbound, Sent } from './outbound.ts'
import {
  beginTry,
  findOutgoing,
  type OutboxError,
  type Outgoing,
  type OutgoingKey,
  postponeTry,
  settleOutbox,
  type Try,
} from './outbox-queries.ts'
import { ioFor } from './receive-hook.ts'
import type { Allowance } from './reply-policy.ts'

/** How long to wait after each try that failed. After the last one the message needs somebody. */
const waitsMs = [2_000, 10_000, 60_000, 300_000, 900_000]

/** Which inbox it was for, and whether that one needs any delivery: whoever follows a web chat has the message already. */
export type Delivered = Readonly<{ inboxId: InboxId | null; isNeeded: boolean }>

/**
 * Gives a message that was said on our side to its channel's provider, and records what became of it. A failure that may
 * pass is tried again; a try that broke off after it had left is repeated only where the receiver knows a message that
 * comes twice, and is `unknown` elsewhere: nobody is told a thing twice without a person's wish.
 */
export async function deliverMessage(
  platform: Platform,
  workspaceId: WorkspaceId,
  key: OutgoingKey,
): Promise<Delivered> {
  const line = await findLine(platform, workspaceId, key)
  if (line === null) return { inboxId: null, isNeeded: true }
  const { ctx, message, channel, adapter } = line
  const { inboxId } = message
  if (adapter?.deliversItself) return { inboxId, isNeeded: false }
  const attempt = await beginTry(ctx.db, ctx.scope, message, ctx.now())
  if (attempt === null) {
    // A run before may have been cut short between its record and the receipts that had waited for it.
    for (const key of await listKeysOf(ctx.db, ctx.scope, message.messageId)) await applySaid(ctx, key)
    return { inboxId, isNeeded: true }
  }
  const way: Way = { ctx, message, channel, attempt }
  const failure = adapter ? await tryOrGiveUp(way, adapter) : notConnected
  if (failure !== null) await judge(way, failure, adapter?.isRepeatable(configOf(channel.inbox)) ?? false)
  return { inboxId, isNeeded: true }
}

/**
 * Says of a message whose job failed in every try that it needs somebody, so that none waits unseen. It may have got
 * through, unless every try that was begun is known to have failed.
 */
export async function giveUpMessage(
  platform: Platform,
  workspaceId: WorkspaceId,
  key: OutgoingKey,
): Promise<void> {
  const line = await findLine(platform, workspaceId, key)
  if (line === null || line.adapter?.deliversItself) return
  const { ctx, message, channel } = line
  const attempt = await beginTry(ctx.db, ctx.scope, message, ctx.now())
  if (attempt === null) return
  const { wasCutOff, error, parts } = attempt
  const why = wasCutOff || error === null ? givenUp : error
  const maybeSent = wasCutOff || error?.maybeSent === true
  await recordEnd({ ctx, message, channel, attempt }, { ...why, ...(maybeSent ? { maybeSent } : {}) }, parts)
}

const givenUp: OutboxError = { cls: 'retry', code: 'given_up', detail: 'No try came to its end' }

type Line = Readonly<{
  ctx: Context
  message: Outgoing
  channel: OpenChannel
  adapter: ChannelAdapter | undefined
}>

/** A message, and by which channel it goes; null where either is gone. */
async function findLine(
  platform: Platform,
  workspaceId: WorkspaceId,
  key: OutgoingKey,
): Promise<Line | null> {
  const scope = scopeOf(workspaceId)
  const ctx: Context = { ...platform, scope, actor: { kind: 'system' } }
  const message = await findOutgoing(ctx.db, scope, key)
  const channel = message && (await openChannel(ctx, scope, message.inboxId))
  return message && channel && { ctx, message, channel, adapter: findAdapter(channel.inbox.channelKind) }
}

type Way = Readonly<{ ctx: Context; message: Outgoing; channel: OpenChannel; attempt: Try }>
type Failure = Readonly<{ error: ChannelError; parts: Sent['parts'] }>

const failureOf = (cls: ChannelError['cls'], code: string, detail: string): Failure => ({
  error: { cls, code, detail },
  parts: [],
})
const notConnected = failureOf('auth', 'not_connected', 'The inbox has nobody to send to')

/** A fault of our own is tried again like any other; one that stays is told, so that no message waits unseen. */
async function tryOrGiveUp(way: Way, adapter: ChannelAdapter): Promise<Failure | null> {
  const { ctx, message, attempt } = way
  try {
    return await tryToSend(way, adapter)
  } catch (error) {
    if (error instanceof DatabaseUnavailable || attempt.attempt <= waitsMs.length) throw error
    const { messageId } = message
    ctx.log.error({ messageId, err: error }, 'A message cannot be sent, and waits for somebody')
    const fault = { cls: 'retry', code: 'internal', detail: 'Something went wrong on our side' } as const
    return { error: { ...fault, maybeSent: true }, parts: attempt.parts }
  }
}

/** Sends, and records that it was taken; or answers why it was not. */
async function tryToSend(way: Way, adapter: ChannelAdapter): Promise<Failure | null> {
  const { ctx, message, channel, attempt } = way
  const config = configOf(channel.inbox)
  if (!adapter.isConnected(config)) return notConnected
  if (attempt.wasCutOff && !adapter.isRepeatable(config)) {
    const error = { cls: 'retry', code: 'cut_off', detail: 'The server stopped while it was sent' } as const
    return { error: { ...error, maybeSent: true }, parts: attempt.parts }
  }
  const isHuman = message.author.kind === 'agent'
  const allowances = adapter.policy(historyOf(message.lastInboundAt), ctx.now(), config)
  const via = allowances.find(({ humanOnly }) => isHuman || !humanOnly)
  if (!via) return failureOf('window', 'window_closed', 'The time to answer is over')
  const { outbound, left } = await buildOutbound(way, via)
  const sent = await adapter.send(outbound, config, ioFor(ctx, channel))
  const gone = sent.parts.map(({ block, id }) => ({ block: left[block] ?? block, id }))
  const parts = [...attempt.parts, ...gone]
  if (sent.error) return { error: sent.error, parts }
  await recordTaken(way, parts)
  return null
}

/** The message in blocks, without those that have gone before; `left` says which ones these are. */
async function buildOutbound(
  { ctx, message, attempt }: Way,
  via: Allowance,
): Promise<Readonly<{ outbound: Outbound; left: readonly number[] }>> {
  const files = (await listFilesOf(ctx.db, ctx.scope, [message.messageId])).get(message.messageId) ?? []
  const words: Block[] = message.text?.trim() ? [{ kind: 'text', text: message.text }] : []
  const media = files.map((file): Block => {
    const { name, mediaType, bytes } = file
    return {
      kind: 'media',
      media: { kind: 'file', ref: makeAbsoluteLink(ctx, file), name, mediaType, bytes },
    }
  })
  const left = [...words, ...media].map((block, index) => ({ block, index }))
  const waiting = left.filter(({ index }) => !attempt.parts.some((part) => part.block === index))
  const outbound: Outbound = {
    key: message.messageId,
    thread: message.thread,
    at: instant(message.at),
    session: { id: message.sessionId, number: message.number },
    ...(message.personId === null ? {} : { person: { id: message.personId } }),
    blocks: waiting.map(({ block }) => block),
    via,
    author: {
      human: message.author.kind === 'agent',
      ...(message.authorName === null ? {} : { name: message.authorName }),
    },
    attempt: attempt.attempt,
  }
  return { outbound, left: waiting.map(({ index }) => index) }
}

/** Of what two processes learn about one message, that it was taken always holds. */
async function recordTaken({ ctx, message, channel }: Way, parts: Sent['parts']): Promise<void> {
  const { messageId, sessionId } = message
  const ids = [...new Set([messageId as string, ...parts.map(({ id }) => id)])]
  const keys = ids.map((externalId) => ({ inboxId: channel.inbox.id, externalId }))
  await recordDelivery(ctx, { sessionId, messageId }, 'accepted', async (tx) => {
    const from = ['queued', 'failed', 'unknown'] as const
    await settleOutbox(tx, ctx.scope, messageId, { from, state: 'sent', error: null, parts, at: ctx.now() })
    for (const key of keys) await linkMessage(tx, ctx.scope, key, { messageId, sessionId })
  })
  for (const key of keys) await applySaid(ctx, key)
}

async function judge(way: Way, { error, parts }: Failure, isRepeatable: boolean): Promise<void> {
  const { ctx, message, attempt } = way
  const maybeSent = error.maybeSent === true || attempt.error?.maybeSent === true
  const kept: OutboxError = {
    cls: error.cls,
    code: error.code,
    detail: error.detail,
    ...(maybeSent ? { maybeSent } : {}),
  }
  const mayPass = error.cls === 'retry' || error.cls === 'throttled'
  const plannedMs = waitsMs[attempt.attempt - 1]
  if (mayPass && plannedMs !== undefined && (isRepeatable || !maybeSent)) {
    const waitMs = Math.max(plannedMs, error.retryAfterMs ?? 0)
    const at = ctx.now()
    await postponeTry(ctx.db, ctx.scope, message.messageId, {
      error: kept,
      parts,
      at,
      next: instant(at + waitMs),
    })
    throw new RetryLater(waitMs)
  }
  await recordEnd(way, kept, parts)
}

/** Unless another process has learnt more meanwhile, this is what is known. */
async function recordEnd(
  { ctx, message, channel }: Way,
  error: OutboxError,
  parts: Sent['parts'],
): Promise<void> {
  const { messageId, sessionId } = message
  const state = error.maybeSent ? 'unknown' : 'failed'
  const outcome = error.maybeSent ? 'unknown' : { failed: error.cls }
  // What may have arrived can still be spoken of: a receipt settles it.
  const key = { inboxId: channel.inbox.id, externalId: messageId }
  try {
    await recordDelivery(ctx, { sessionId, messageId }, outcome, async (tx) => {
      const settled = { from: ['queued'] as const, state, error, parts, at: ctx.now() } as const
      if (!(await settleOutbox(tx, ctx.scope, messageId, settled))) throw new Overtaken()
      await linkMessage(tx, ctx.scope, key, { messageId, sessionId })
    })
  } catch (overtaken) {
    if (!(overtaken instanceof Overtaken)) throw overtaken
  }
  await applySaid(ctx, key)
}

/** Somebody else has recorded how it ended. */
class Overtaken extends Error {}
