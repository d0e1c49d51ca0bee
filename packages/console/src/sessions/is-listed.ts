import type { SessionRow } from '@rapport/contract/light'
import type { TabList } from './sessions-address.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Whether a row is one of a tab's list, by the same rule as the server's: a session is Active by its last message. */
export function isListed(
  { session }: SessionRow,
  list: TabList,
  { now, historicalAfterDays }: Readonly<{ now: number; historicalAfterDays: number }>,
): boolean {
  const isActive = (session.lastMessage?.at ?? session.startedAt) > now - historicalAfterDays * dayMs
  switch (list) {
    case 'all':
      return true
    case 'active':
      return session.state !== 'ended' && isActive
    case 'historical':
      return session.state !== 'ended' && !isActive
    default:
      return session.state === list
  }
}
