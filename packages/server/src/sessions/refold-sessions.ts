import {
  blankSession,
  evolve,
  foldVersion,
  instant,
  type RecordedEvent,
  type Session,
  type WorkspaceId,
} from '@rapport/domain'
import { type Platform, scopeOf } from '../platform/context.ts'
import {
  type FoldedRow,
  listLogs,
  listUnfolded,
  type Unfolded,
  updateFolded,
} from './refold-sessions-queries.ts'
import { toColumns } from './session-row.ts'

const rowsAtATime = 200

/**
 * Makes rows anew that were folded before the fold knew all it knows now: what an old log says is then as true of them
 * as of the newest. In small steps, for as long as `forMs`; answers how many rows it went over. Nobody waits for it: a
 * row that changes meanwhile is left for the next time, and with nothing to do it costs a look into an empty index.
 */
export async function refoldSessions(platform: Pick<Platform, 'db' | 'log'>, forMs: number): Promise<number> {
  const until = performance.now() + forMs
  let count = 0
  for (;;) {
    const unfolded = await listUnfolded(platform.db, rowsAtATime)
    for (const [workspaceId, ofOne] of Map.groupBy(unfolded, (one) => one.workspaceId))
      await refold(platform, workspaceId, ofOne)
    count += unfolded.length
    if (unfolded.length < rowsAtATime || performance.now() > until) return count
  }
}

async function refold(
  { db, log }: Pick<Platform, 'db' | 'log'>,
  workspaceId: WorkspaceId,
  unfolded: readonly Unfolded[],
): Promise<void> {
  const scope = scopeOf(workspaceId)
  const events = await listLogs(
    db,
    scope,
    unfolded.map(({ sessionId }) => sessionId),
  )
  const logs = Map.groupBy(events, ({ sessionId }) => sessionId)
  const rows: FoldedRow[] = []
  const unfoldable: FoldedRow[] = []
  for (const { sessionId, version } of unfolded) {
    const recorded = (logs.get(sessionId) ?? [])
      .filter((one) => one.version <= version)
      .map(({ version: of, at, event }): RecordedEvent => ({ version: of, at: instant(at), event }))
    const session = recorded.reduce<Session>(evolve, blankSession(workspaceId, sessionId))
    const key = { workspace_id: workspaceId, session_id: sessionId, version, fold_version: foldVersion }
    // A row without its whole log keeps what it says: there is nothing better.
    if (recorded.length === version) rows.push({ ...columnsOf(session), ...key })
    else unfoldable.push(key)
  }
  if (unfoldable.length > 0)
    log.warn(
      { workspaceId, sessions: unfoldable.length },
      'Sessions without their whole log stay as they are',
    )
  await updateFolded(db, scope, rows)
  await updateFolded(db, scope, unfoldable)
}

/** As JSON carries them: values within a value are none of text. */
const columnsOf = (session: Session): FoldedRow => ({
  ...toColumns(session),
  participants: session.participants,
  ended_by: session.state === 'ended' ? session.endedBy : null,
})
