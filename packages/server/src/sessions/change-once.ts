import { type Decision, type Session, type SessionEvent, type SessionId, sessionFor } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { type Accompany, changeSession } from './change-session.ts'
import { once, writeKey } from './once.ts'
import { findAnswer } from './once-queries.ts'
import { fromRow } from './session-row.ts'
import { type FullSessionRecord, findSession } from './sessions-queries.ts'

/** What an agent asks of a session: `asked` is what must be the same in a repetition. */
export type Command = Readonly<{ sessionId: SessionId; clientId?: string | undefined; asked: unknown }>

/**
 * Changes a session at an agent's word. With a client id the change happens once however often it is asked, so that
 * whoever lost the answer can ask again and is not told that the session has ended by their own hand. The session is
 * answered as they may see it.
 */
export async function changeOnce(
  ctx: AgentContext,
  { sessionId, clientId, asked }: Command,
  decide: (session: Session, row: FullSessionRecord) => Decision,
  accompany?: Accompany,
): Promise<Session> {
  if (clientId === undefined)
    return sessionFor(ctx.audience, await changeSession(ctx, sessionId, decide, accompany))
  await changeOnceTelling(ctx, { sessionId, clientId, asked }, { decide, accompany, tell: () => ({}) })
  return currentSession(ctx, sessionId)
}

/** A change that tells what came of it, from the events it was; none where everything was so already. */
type TellingChange<Told> = Readonly<{
  decide(session: Session, row: FullSessionRecord): Decision
  accompany?: Accompany | undefined
  tell(events: readonly SessionEvent[]): Told
}>

/**
 * The same, answering what came of it: the first time's, however often it is asked. `Told` is kept as JSON. A repetition
 * that finds everything done claims nothing and so meets no first claim; that one is looked for.
 */
export async function changeOnceTelling<Told extends object>(
  ctx: AgentContext,
  { sessionId, clientId, asked }: Command & Readonly<{ clientId: string }>,
  { decide, accompany, tell }: TellingChange<Told>,
): Promise<Told> {
  const key = writeKey(ctx.agentId, clientId, [sessionId, asked])
  return await once(ctx, key, async () => {
    const changes: SessionEvent[] = []
    await changeSession(ctx, sessionId, decide, async (tx, before, events) => {
      changes.push(...events)
      const alongside = await accompany?.(tx, before, events)
      return { ...alongside, claim: { ...key, answer: tell(events) } }
    })
    const first = changes.length === 0 ? await findAnswer(ctx.db, ctx.scope, key) : null
    return first === null ? tell(changes) : (first.answer as Told)
  })
}

/** The session as it stands now, as whoever asks may see it. */
export async function currentSession(ctx: AgentContext, id: SessionId): Promise<Session> {
  const row = await findSession(ctx.db, ctx.scope, id)
  if (row === null) throw new AppError('not_found', { sessionId: id })
  return sessionFor(ctx.audience, fromRow(row))
}
