import { type AgentId, agentOf, can, type Role, type Session, type TakeMode } from '@rapport/domain'

/** Who looks at a session, and how their workspace hands sessions out. */
export type Reader = Readonly<{ meId: AgentId; role: Role; takeMode: TakeMode }>

/** What this person can do with a session as it is now: the server's own rules, so that no button promises too much. */
export type SessionRights = Readonly<{
  isMine: boolean
  /** `take` when nobody has it, `over` when a supervisor may take it from a colleague. */
  take: 'take' | 'over' | null
  canTransfer: boolean
  canEnd: boolean
  canResume: boolean
}>

/** The rights of a reader in a session. */
export function rightsIn(session: Session, { meId, role }: Reader): SessionRights {
  const holder = agentOf(session)
  const isEnded = session.state === 'ended'
  const isResting = session.state === 'on_hold' || session.state === 'wrap_up'
  const mayAnswer = can(role, 'sessions.answer')
  const mayAct =
    mayAnswer && !isEnded && (holder === null || holder === meId || can(role, 'sessions.intervene'))
  return {
    isMine: !isEnded && holder === meId,
    take: !mayAct || holder === meId ? null : holder === null ? 'take' : 'over',
    canTransfer: mayAct,
    canEnd: mayAct,
    canResume: mayAct && isResting,
  }
}

/** Why nothing can be sent at the moment: the channel lets nothing through, or we let the contact do nothing; else null. */
export type CannotSend = 'not_connected' | 'window_closed' | 'contact_banned' | null

/**
 * Whether a reply can be written here, and what sending it does: it may take the session, or begin a new one. Notes can
 * always be written.
 */
export type ReplyState =
  | Readonly<{ can: true; takes: boolean; starts: boolean }>
  | Readonly<{
      can: false
      why: 'not_connected' | 'window_closed' | 'ended' | 'take_first' | 'other_agent' | 'banned' | 'live'
    }>

/** Whether this person may reply, and whether the reply takes the session. */
export function replyStateIn(session: Session, reader: Reader, cannotSend: CannotSend): ReplyState {
  if (session.state === 'ended') return { can: false, why: 'ended' }
  if (cannotSend !== null) return { can: false, why: whyOf(cannotSend) }
  const holder = agentOf(session)
  if (holder === null) {
    return reader.takeMode === 'take'
      ? { can: false, why: 'take_first' }
      : { can: true, takes: true, starts: false }
  }
  if (holder === reader.meId || can(reader.role, 'sessions.intervene')) {
    return { can: true, takes: false, starts: false }
  }
  return { can: false, why: 'other_agent' }
}

/**
 * Whether this person may write first, after a session that has ended: only while none is going on in its conversation,
 * and only within what the channel allows.
 */
export function contactStateIn(
  latest: Session,
  { cannotSend, isBanned }: Readonly<{ cannotSend: CannotSend; isBanned: boolean }>,
): ReplyState {
  if (latest.state !== 'ended') return { can: false, why: 'live' }
  if (isBanned) return { can: false, why: 'banned' }
  if (cannotSend !== null) return { can: false, why: whyOf(cannotSend) }
  return { can: true, takes: false, starts: true }
}

const whyOf = (cannotSend: NonNullable<CannotSend>) =>
  cannotSend === 'contact_banned' ? 'banned' : cannotSend
