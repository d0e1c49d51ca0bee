import type { SessionRow } from '@rapport/contract/light'
import { aSession, type WantedSession } from '../../sessions/testing/a-session-in-state.ts'

/** A row of a list around such a session. */
export const aSessionRow = (wanted: WantedSession & Readonly<{ preview?: string }> = {}): SessionRow => ({
  session: aSession(wanted),
  contact: { name: 'Grace', avatarUrl: null },
  inbox: { name: 'Shop chat', channelKind: 'web', channelLabel: null },
  agentName: null,
  botName: null,
  teamName: null,
  preview: wanted.preview ?? null,
  summary: null,
  unread: 0,
  about: { email: null, phone: null, tagIds: [], fields: {} },
  fields: {},
  origin: { language: null, country: null, pageUrl: null, referrer: null, device: null },
})
