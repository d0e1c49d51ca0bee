import { setTimeout as pause } from 'node:timers/promises'
import type { VisitorCommand } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { isRapportError, type LiveClient } from '@rapport/sdk'
import type { Desk } from './desk.ts'
import { persist } from './persist.ts'
import type { ReplayLine, Script } from './replay-line.ts'
import { sendAsVisitor } from './send-as-visitor.ts'
import type { Watch } from './watch-conversations.ts'

/** A conversation as it was had: which it became, what was accepted, in order, and why it broke off, if it did. */
export type Played = Readonly<{
  conversationId: string | null
  sent: readonly string[]
  failure: string | null
}>

type Stage = Readonly<{ desk: Desk; watch: Watch; signal: AbortSignal; onSent: () => void }>

/** How long the watching socket may take to show what has been stored. */
const seenMsMax = 15_000

/**
 * Has one conversation: the contact's lines through a socket of their own, the agent's over the API, each once the one
 * before it is stored. Ends the session, and waits until the watching socket has shown it all.
 */
export async function playScript(script: Script, stage: Stage): Promise<Played> {
  const so: Progress = { sent: [], place: null, taken: null }
  const played = (failure: string | null): Played => ({
    conversationId: so.place?.conversationId ?? null,
    sent: so.sent,
    failure: failure === null ? null : `${script.id}: ${failure}`,
  })
  try {
    const live = await persist(() => stage.desk.visit(script.locale), stage.signal)
    try {
      for (const line of script.lines) await sayLine(line, live, so, stage)
      if (so.place !== null) await finish(so.place, so.sent.length, stage)
    } finally {
      live.close()
      if (so.place !== null) stage.watch.unfollow(so.place.conversationId)
    }
    return played(null)
  } catch (error) {
    if (stage.signal.aborted) return played(null)
    return played(error instanceof Error ? error.message : String(error))
  }
}

type Place = Readonly<{ conversationId: string; sessionId: SessionId }>
type Progress = { readonly sent: string[]; place: Place | null; taken: SessionId | null }

async function sayLine(
  line: ReplayLine,
  live: LiveClient<VisitorCommand>,
  so: Progress,
  stage: Stage,
): Promise<void> {
  await pause(line.afterMs, undefined, { signal: stage.signal })
  if (line.by === 'contact') {
    const { conversationId, sessionId } = await sendAsVisitor(live, line, stage.signal)
    so.place = { conversationId, sessionId }
    stage.watch.follow(conversationId)
  } else if (so.place !== null) {
    const { sessionId } = so.place
    if (so.taken !== sessionId) await take(stage, sessionId)
    so.taken = sessionId
    await sendAsAgent(stage, sessionId, line)
  }
  so.sent.push(line.clientId)
  stage.onSent()
}

async function finish({ conversationId, sessionId }: Place, count: number, stage: Stage): Promise<void> {
  await stage.watch.until(conversationId, count, seenMsMax)
  await end(stage, sessionId)
}

/** Somebody at a console may have been faster; a supervisor answers all the same. */
const take = ({ desk, signal }: Stage, sessionId: SessionId): Promise<void> =>
  orIfSettled(persist(() => desk.agent.sessions.take({ sessionId }), signal))

const end = ({ desk, signal }: Stage, sessionId: SessionId): Promise<void> =>
  orIfSettled(persist(() => desk.agent.sessions.end({ sessionId }), signal))

function sendAsAgent(
  { desk, signal }: Stage,
  sessionId: SessionId,
  { clientId, text }: ReplayLine,
): Promise<unknown> {
  return persist(() => desk.agent.sessions.send({ sessionId, clientId, text }), signal)
}

async function orIfSettled(change: Promise<unknown>): Promise<void> {
  try {
    await change
  } catch (error) {
    const isSettled =
      isRapportError(error) && (error.code === 'session_ended' || error.code === 'session_taken')
    if (!isSettled) throw error
  }
}
