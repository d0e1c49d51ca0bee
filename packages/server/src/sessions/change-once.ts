import type { Decision, Session, SessionId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Accompany, changeSession } from './change-session.ts'
import { once, writeKey } from './once.ts'
import { fromRow } from './session-row.ts'
import { type FullSessionRecord, findSession } from './sessions-queries.ts'

/** What an agent asks of a session: `asked` is what must be the same in a repetition. */
export type Command = Readonly<{ sessionId: SessionId; clientId?: string | undefined; asked: unknown }>

/**
 * Changes a session at an agent's word. With a client id the change happens once however often it is asked, so that
 * whoever lost the answer can ask again and is not told that the session has ended by their own hand.
 */
export async function changeOnce(
  ctx: AgentContext,
  { sessionId, clientId, asked }: Command,
  decide: (session: Session, row: FullSessionRecord) => Decision,
  accompany?: Accompany,
): Promise<Session> {
  if (clientId === undefined) return changeSession(ctx, sessionId, decide, accompany)
  const key = writeKey(ctx.agentId, clientId, [sessionId, asked])
  await once(ctx, key, async () => {
    await changeSession(ctx, sessionId, decide, async (tx, before, events) => {
      const alongside = await accompany?.(tx, before, events)
      return { ...alongside, claim: { ...key, answer: {} } }
    })
    return {}
  })
  return currentSession(ctx, sessionId)
}

/** The session as it stands now. */
export async function currentSession(ctx: AgentContext, id: SessionId): Promise<Session> {
  const row = await findSession(ctx.db, ctx.scope, id)
  if (row === null) throw new AppError('not_found', { sessionId: id })
  return fromRow(row)
}
