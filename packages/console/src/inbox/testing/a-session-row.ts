import type { SessionRow } from '@rapport/contract/light'
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

type Wanted = Readonly<{
  id?: string
  state?: SessionState
  agentId?: string
  inboxId?: string
  preview?: string
  lastMessageAt?: number
}>

/** A session in a state, with what that state needs and nothing else. */
export function aSession({ id = 's1', state = 'unassigned', agentId = 'me', ...more }: Wanted = {}): Session {
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

/** A row of a list around such a session. */
export const aSessionRow = (wanted: Wanted = {}): SessionRow => ({
  session: aSession(wanted),
  contact: { name: 'Grace', avatarUrl: null },
  inbox: { name: 'Shop chat', channelKind: 'web', channelLabel: null },
  agentName: null,
  botName: null,
  teamName: null,
  preview: wanted.preview ?? null,
  unread: 0,
})
