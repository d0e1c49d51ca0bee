import {
  type AgentId,
  asId,
  type BotId,
  blankSession,
  type InboxId,
  instant,
  type Session,
  type SessionId,
  type SessionState,
  type WorkspaceId,
} from '@rapport/domain'

/** What a test wants of a session; the rest does not matter to it. */
export type WantedSession = Readonly<{
  id?: string
  state?: SessionState
  agentId?: string
  inboxId?: string
  lastMessageAt?: number
}>

/** A session in a state, with what that state needs and nothing else. */
export function aSession({
  id = 's1',
  state = 'unassigned',
  agentId = 'me',
  ...more
}: WantedSession = {}): Session {
  const base = {
    ...blankSession(asId<WorkspaceId>('w'), asId<SessionId>(id)),
    inboxId: asId<InboxId>(more.inboxId ?? 'i'),
    startedAt: instant(more.lastMessageAt ?? 0),
  }
  const agent = asId<AgentId>(agentId)
  switch (state) {
    case 'bot':
      return { ...base, state, botId: asId<BotId>('b') }
    case 'unassigned':
      return { ...base, state }
    case 'assigned':
    case 'wrap_up':
      return { ...base, state, agentId: agent }
    case 'on_hold':
      return { ...base, state, agentId: agent, until: null }
    case 'ended':
      return { ...base, state, agentId: agent, endReason: 'agent_ended', endedBy: { kind: 'system' } }
  }
}
