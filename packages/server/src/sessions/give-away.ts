import { randomUUIDv7 } from 'node:crypto'
import {
  agent,
  asId,
  type NoteId,
  type Session,
  type SessionEvent,
  type SessionId,
  type TransferTarget,
  transferSession,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { changeOnce, changeOnceTelling } from './change-once.ts'
import type { Accompany } from './change-session.ts'
import { canReceive } from './people-queries.ts'
import { actingAgent } from './send-message.ts'

/** A session to be given to an agent or a team, with a note for them or none. */
export type Transfer = Readonly<{
  sessionId: SessionId
  clientId?: string | undefined
  to: TransferTarget
  note?: string | undefined
}>

/**
 * Gives a session to somebody of this workspace, with the note for them in the same transaction. Whether they can have it
 * is asked there too: who lost the answer and asks again is given the first one, also when they no longer could.
 */
export function giveAway(ctx: AgentContext, transfer: Transfer): Promise<Session> {
  const { asked, decide, accompany } = giving(ctx, transfer)
  return changeOnce(ctx, { ...transfer, asked }, decide, accompany)
}

/** The same, answering whether it was given: not so where they had it already. The first time's answer, when asked again. */
export function giveAwayTelling(
  ctx: AgentContext,
  transfer: Transfer & Readonly<{ clientId: string }>,
): Promise<Readonly<{ isGiven: boolean }>> {
  const { asked, decide, accompany } = giving(ctx, transfer)
  const tell = (events: readonly SessionEvent[]) => ({ isGiven: events.length > 0 })
  return changeOnceTelling(ctx, { ...transfer, asked }, { decide, accompany, tell })
}

function giving(ctx: AgentContext, { sessionId, to, note = '' }: Transfer) {
  const noteId = note === '' ? null : asId<NoteId>(randomUUIDv7())
  const accompany: Accompany = async (tx, { inboxId }, events) => {
    if (!(await canReceive(tx, ctx.scope, to, inboxId))) throw new AppError('not_found', { sessionId, to })
    // A transfer to whoever has it already changes nothing, and keeps no note either.
    if (noteId === null || events.length === 0) return {}
    return { bodies: [{ kind: 'note', id: noteId, author: agent(ctx.agentId), text: note }] }
  }
  return {
    asked: ['transfer', to, note],
    decide: (session: Session) => transferSession(session, actingAgent(ctx), to, noteId),
    accompany,
  }
}
