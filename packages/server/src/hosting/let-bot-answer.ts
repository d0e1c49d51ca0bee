import { setTimeout as sleep } from 'node:timers/promises'
import type { ServerFrame } from '@rapport/contract'
import { answer, type BotTurn, bot, type SessionId, type WorkspaceId } from '@rapport/domain'
import { type Context, type Platform, scopeOf } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { handOffSession, sendBotMessage } from '../sessions/index.ts'
import { findTurn, type Turn } from './hosting-queries.ts'
import { readScript } from './read-script.ts'
import { replyId } from './reply-id.ts'

/** The contact's message to answer: the event of that version in that session. */
export type ToAnswer = Readonly<{ workspaceId: WorkspaceId; sessionId: SessionId; version: number }>

/** Whoever waits sees an answer coming, for at most this long. */
const thinkMsMax = 1_000

const brokenScript: BotTurn = { replies: [], handOff: { reason: 'The bot has no script it can follow' } }

/**
 * Lets the bot that hosts a session take its turn on a message: it says what its script has, or gives the session to
 * people. Harmless when repeated: what was said is not said again. Once a human has the session, or it has ended,
 * the answer is dropped: the contact is in better hands.
 */
export async function letBotAnswer(platform: Platform, message: ToAnswer, thinkMs: number): Promise<void> {
  const scope = scopeOf(message.workspaceId)
  const turn = await findTurn(platform.db, scope, message)
  if (turn === null || turn.at === null) return
  const ctx: Context = { ...platform, scope, actor: bot(turn.botId) }
  try {
    await takeTurn(ctx, turn, { ...message, thinkMs })
  } catch (error) {
    if (!(error instanceof AppError) || !isNoLongerOurs(error)) throw error
    const { sessionId, version } = message
    ctx.log.debug({ sessionId, version, code: error.code }, "The bot's answer was dropped")
  }
}

/** A later script makes another answer out of the same message: the first, already given, stands. */
const isNoLongerOurs = ({ code }: AppError): boolean =>
  code === 'session_taken' || code === 'session_ended' || code === 'not_found' || code === 'client_id_reused'

type Errand = ToAnswer & Readonly<{ thinkMs: number }>

async function takeTurn(ctx: Context, turn: Turn, { sessionId, version, thinkMs }: Errand): Promise<void> {
  const script = readScript(turn.script)
  if (script === null) ctx.log.error({ botId: turn.botId }, 'A bot has no script it can follow')
  const { replies, handOff } = script === null ? brokenScript : answer(script, turn)

  if (replies.length > 0) await think(ctx, turn, thinkMs)
  for (const [n, text] of replies.entries()) {
    await sendBotMessage(ctx, sessionId, {
      botId: turn.botId,
      text,
      clientId: replyId(sessionId, version, n),
    })
  }
  if (handOff === null) return
  await handOffSession(ctx, sessionId, { by: ctx.actor, reason: handOff.reason, teamId: turn.teamId })
}

/**
 * Shows that an answer is coming. Counted from the message, so that a bot with much to do does not also dawdle; it
 * holds no connection meanwhile.
 */
async function think(ctx: Context, turn: Turn, thinkMs: number): Promise<void> {
  const leftMs = Math.min(thinkMs, thinkMsMax, (turn.at ?? 0) + thinkMs - ctx.now())
  if (leftMs <= 0) return
  showTyping(ctx, turn, true)
  await sleep(leftMs)
  showTyping(ctx, turn, false)
}

function showTyping({ bus, scope, actor }: Context, { conversationId }: Turn, on: boolean): void {
  const frame: ServerFrame = { type: 'typing', conversationId, actor, on }
  bus.publish({ type: 'frame', workspaceId: scope.workspaceId, conversationId, to: 'all', frame, from: null })
}
