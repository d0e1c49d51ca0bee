import type { SessionRow } from '@rapport/contract/light'
import type { SessionsFilter } from './sessions-address.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Whether a row is one of a list, by the same rule as the server's: a session is Active by its last message. */
export function isListed(
  { session }: SessionRow,
  filter: SessionsFilter,
  { now, historicalAfterDays }: Readonly<{ now: number; historicalAfterDays: number }>,
): boolean {
  if (filter.inboxId !== null && session.inboxId !== filter.inboxId) return false
  if (filter.contactId !== null && session.contactId !== filter.contactId) return false
  const isActive = (session.lastMessage?.at ?? session.startedAt) > now - historicalAfterDays * dayMs
  switch (filter.list) {
    case 'all':
      return true
    case 'active':
      return session.state !== 'ended' && isActive
    case 'historical':
      return session.state !== 'ended' && !isActive
    default:
      return session.state === filter.list
  }
}
