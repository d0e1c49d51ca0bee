import type { AgentCommand, ServerFrame, SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import type { LiveClient } from './live-client.ts'

type Counts = Extract<ServerFrame, { type: 'counts' }>['counts']

/** Who wants news of lists: `onFollowed` at every new beginning, when everything is to be loaded afresh. */
export type ListFollower = Readonly<{
  onFollowed(): void
  onRows?(rows: readonly SessionRow[]): void
  /** Sessions that were deleted. */
  onGone?(ids: readonly SessionId[]): void
  onCounts?(counts: Counts): void
}>

/** How many follow the lists of each link: the server is told by the first to come and the last to go. */
const followers = new WeakMap<LiveClient<AgentCommand>, number>()

/**
 * Follows the lists until the answer is called. News comes only after the server was asked, so whatever is loaded in
 * `onFollowed` and changed by what is heard after it has no hole.
 */
export function followLists(live: LiveClient<AgentCommand>, follower: ListFollower): () => void {
  const count = followers.get(live) ?? 0
  followers.set(live, count + 1)
  if (count === 0) live.say({ type: 'follow_lists' })
  const stopHearing = live.hear((frame) => {
    // A reset of everything has ended the following too.
    if (frame.type === 'welcome' || (frame.type === 'reset' && frame.conversationId === null)) {
      live.say({ type: 'follow_lists' })
      follower.onFollowed()
    }
    if (frame.type === 'rows') follower.onRows?.(frame.rows)
    if (frame.type === 'gone') follower.onGone?.(frame.sessionIds)
    if (frame.type === 'counts') follower.onCounts?.(frame.counts)
  })
  follower.onFollowed()
  return () => {
    stopHearing()
    const left = (followers.get(live) ?? 1) - 1
    followers.set(live, left)
    if (left === 0) live.say({ type: 'unfollow_lists' })
  }
}
