import type { SessionRow } from '@rapport/contract/light'
import { asId, blankSession, instant, type Session } from '@rapport/domain'

/** An id that says its number, for tests that compare them. */
export const idOf = <Id extends string>(n: number): Id =>
  asId<Id>(`019a9c1e-0000-7000-8000-${String(n).padStart(12, '0')}`)

/** A session that began at its number of seconds, unassigned unless said otherwise. */
export function aSession(n: number, change: Partial<Session> = {}): Session {
  const at = instant(n * 1000)
  const blank = blankSession(idOf(900), idOf(n))
  return {
    ...blank,
    number: n,
    startedAt: at,
    since: at,
    lastActivityAt: at,
    version: 1,
    ...change,
  } as Session
}

/** A row of a list, with the names of an ordinary web chat. */
export function aSessionRow(n: number, change: Partial<Session> = {}): SessionRow {
  return {
    session: aSession(n, change),
    contact: { name: `Contact ${n}`, avatarUrl: null },
    inbox: { name: 'Shop', channelKind: 'web', channelLabel: null },
    agentName: null,
    botName: null,
    teamName: null,
    preview: 'Hello',
    summary: null,
    unread: 0,
    about: { email: null, phone: null, tagIds: [], fields: {} },
    fields: {},
    origin: { language: null, country: null, pageUrl: null, referrer: null, device: null },
  }
}
