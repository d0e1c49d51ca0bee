import {
  blankSession,
  evolve,
  instant,
  type RecordedEvent,
  type Session,
  type SessionId,
} from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { listLogs } from './refold-sessions-queries.ts'

/**
 * Sessions as they were at versions of theirs, folded from their logs. One whose log is not whole up to there is left
 * out: there is nothing better than its row.
 */
export async function sessionsAsOf(
  { db }: Pick<Platform, 'db'>,
  scope: Scope,
  versions: ReadonlyMap<SessionId, number>,
): Promise<ReadonlyMap<SessionId, Session>> {
  if (versions.size === 0) return new Map()
  const logs = Map.groupBy(await listLogs(db, scope, [...versions.keys()]), ({ sessionId }) => sessionId)
  const sessions = new Map<SessionId, Session>()
  for (const [sessionId, version] of versions) {
    const recorded = (logs.get(sessionId) ?? [])
      .filter((one) => one.version <= version)
      .map(({ version: of, at, event }): RecordedEvent => ({ version: of, at: instant(at), event }))
    if (recorded.length === version)
      sessions.set(sessionId, recorded.reduce<Session>(evolve, blankSession(scope.workspaceId, sessionId)))
  }
  return sessions
}
