import { setTimeout as pause } from 'node:timers/promises'
import type { SessionId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import type { Desk } from './desk.ts'
import type { ReplayLine, Script } from './replay-line.ts'
import { sendAsVisitor } from './send-as-visitor.ts'
import type { Watch } from './watch-conversations.ts'

/** A conversation as it was had: which it became, and what of ours was accepted, in order. */
export type Played = Readonly<{ scriptId: string; conversationId: string | null; sent: readonly string[] }>

type Stage = Readonly<{ desk: Desk; watch: Watch; signal: AbortSignal; onSent: () => void }>

/** How long the watching socket may take to show what has been stored. */
const seenMsMax = 15_000

/**
 * Has one conversation: the contact's lines through a socket of their own, the agent's over the API, each once the one
 * before it is stored. Ends the session, and waits until the watching socket has shown it all.
 */
export async function playScript(script: Script, { desk, watch, signal, onSent }: Stage): Promise<Played> {
  const live = await desk.visit(script.locale)
  const sent: string[] = []
  let place: { conversationId: string; sessionId: SessionId } | null = null
  let taken: SessionId | null = null
  try {
    for (const line of script.lines) {
      await pause(line.afterMs, undefined, { signal })
      if (line.by === 'contact') {
        const { conversationId, sessionId } = await sendAsVisitor(live, line, signal)
        place = { conversationId, sessionId }
        watch.follow(conversationId)
      } else if (place !== null) {
        if (taken !== place.sessionId) await take(desk, place.sessionId)
        taken = place.sessionId
        await sendAsAgent(desk, place.sessionId, line)
      }
      sent.push(line.clientId)
      onSent()
    }
    if (place !== null) {
      await watch.until(place.conversationId, sent.length, seenMsMax)
      await orIfEnded(desk.agent.sessions.end({ sessionId: place.sessionId }))
    }
    return { scriptId: script.id, conversationId: place?.conversationId ?? null, sent }
  } finally {
    live.close()
    if (place !== null) watch.unfollow(place.conversationId)
  }
}

/** Somebody at a console may have been faster; a supervisor answers all the same. */
const take = (desk: Desk, sessionId: SessionId): Promise<void> =>
  orIfEnded(desk.agent.sessions.take({ sessionId }))

function sendAsAgent(desk: Desk, sessionId: SessionId, { clientId, text }: ReplayLine): Promise<unknown> {
  return desk.agent.sessions.send({ sessionId, clientId, text })
}

async function orIfEnded(change: Promise<unknown>): Promise<void> {
  try {
    await change
  } catch (error) {
    const isSettled =
      isRapportError(error) && (error.code === 'session_ended' || error.code === 'session_taken')
    if (!isSettled) throw error
  }
}
