import { agentOf, instant, type Participant, type Session } from '@rapport/domain'
import type { Platform } from '../platform/context.ts'
import { hasViewed } from './audit-queries.ts'
import { type AuditWho, recordAudit } from './record-audit.ts'

/** What decides whether somebody took part. */
export type Viewed = Pick<Session, 'id'> &
  Readonly<{ agentId: string | null; participants: readonly Participant[] }>

/** What was looked at, by the session's own words. */
export const viewedOf = (session: Session): Viewed => ({
  id: session.id,
  agentId: agentOf(session),
  participants: session.participants,
})

/** Notes that somebody is being shown a transcript; how, as `through`. */
export type NoteViewing = (who: AuditWho, session: Viewed, through: string) => Promise<void>

const hourMs = 60 * 60_000
const rememberedMax = 50_000

/**
 * Notes who reads a session they have no part in, once an hour for each of them and session. What this process has noted
 * it remembers, so that reading on costs nothing; another one's notes are asked for in the log. A note that cannot be
 * written fails the reading: nobody reads unseen.
 */
export function createViewingNotes({ db, now }: Pick<Platform, 'db' | 'now'>): NoteViewing {
  const noted = new Map<string, number>()

  function remember(key: string, at: number): void {
    noted.delete(key)
    noted.set(key, at)
    const [oldest] = noted.keys()
    if (noted.size > rememberedMax && oldest !== undefined) noted.delete(oldest)
  }

  return async (who, session, through) => {
    if (who.actor.kind !== 'agent' || hasPart(session, who.actor.id)) return
    const userId = who.actor.id
    const key = `${who.scope.workspaceId}:${userId}:${session.id}`
    const at = now()
    if (at - (noted.get(key) ?? 0) < hourMs) return
    remember(key, at)
    try {
      const about = { userId, sessionId: session.id, since: instant(at - hourMs) }
      if (await hasViewed(db, who.scope, about)) return
      const subject = { kind: 'session', id: session.id }
      await recordAudit(db, who, { action: 'transcript.viewed', subject, details: { through } })
    } catch (error) {
      noted.delete(key)
      throw error
    }
  }
}

const hasPart = ({ agentId, participants }: Viewed, viewer: string): boolean =>
  agentId === viewer || participants.some((part) => part.agentId === viewer)
