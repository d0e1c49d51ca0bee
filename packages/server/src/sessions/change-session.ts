import type { Decision, Session, SessionEvent, SessionId } from '@rapport/domain'
import type { Context } from '../platform/context.ts'
import { inTransaction, type Tx } from '../platform/db/index.ts'
import { orRefuse } from '../platform/errors.ts'
import { type Alongside, type Change, recordEvents } from './record-events.ts'
import { fromRow } from './session-row.ts'
import { type FullSessionRecord, lockSession } from './sessions-queries.ts'

/** What a change wants recorded besides its events. It may look into the database; it runs under the lock. */
export type Accompany = (tx: Tx, session: Session, events: readonly SessionEvent[]) => Promise<Alongside>

/**
 * The one way a session changes: lock it, let the domain decide, record what happened. `row` has what stands beside the
 * session, such as its custom fields; what else the decision depends on is read under the lock, by `tx`.
 */
export function changeSession(
  ctx: Context,
  id: SessionId,
  decide: (session: Session, row: FullSessionRecord, tx: Tx) => Decision | Promise<Decision>,
  accompany?: Accompany,
): Promise<Session> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockSession(tx, ctx.scope, id)
    const before = fromRow(row)
    const events = orRefuse(await decide(before, row, tx))
    return recordEvents(tx, ctx, { before, events }, await accompany?.(tx, before, events))
  })
}

/**
 * The same as a part of a larger transaction, whose caller holds the session, or for one that begins its conversation:
 * it is decided on what that lock has shown.
 */
export const changeWithin = (tx: Tx, ctx: Context, change: Change, alongside: Alongside = {}): Session =>
  recordEvents(tx, ctx, change, alongside)
