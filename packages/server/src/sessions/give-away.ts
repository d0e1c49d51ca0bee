import { randomUUIDv7 } from 'node:crypto'
import {
  agent,
  asId,
  type NoteId,
  type Session,
  type SessionId,
  type TransferTarget,
  transferSession,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { changeOnce } from './change-once.ts'
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
export async function giveAway(ctx: AgentContext, { to, note = '', ...command }: Transfer): Promise<Session> {
  const noteId = note === '' ? null : asId<NoteId>(randomUUIDv7())
  return changeOnce(
    ctx,
    { ...command, asked: ['transfer', to, note] },
    (session) => transferSession(session, actingAgent(ctx), to, noteId),
    async (tx, { inboxId }, events) => {
      if (!(await canReceive(tx, ctx.scope, to, inboxId)))
        throw new AppError('not_found', { sessionId: command.sessionId, to })
      // A transfer to whoever has it already changes nothing, and keeps no note either.
      if (noteId === null || events.length === 0) return {}
      return { bodies: [{ kind: 'note', id: noteId, author: agent(ctx.agentId), text: note }] }
    },
  )
}
