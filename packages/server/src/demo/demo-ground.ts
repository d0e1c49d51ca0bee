import type { AgentId, BotId, InboxId, TagId, TagTree, TeamId, WatchWordId } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import type { Colleague } from './compose-session.ts'
import type { TeamKey } from './demo-people.ts'

/** The ids of everything a demo's sessions need, by the keys of `demo-people.ts`. */
export type DemoGround = Readonly<{
  scope: Scope
  colleagues: Readonly<Record<TeamKey, readonly Colleague[]>>
  teamIds: Readonly<Record<TeamKey, TeamId>>
  inboxIds: ReadonlyMap<string, InboxId>
  botId: BotId
  /** Who bans. */
  supervisorId: AgentId
  /** Who review sessions: two, so that they can be compared. */
  reviewerIds: readonly [AgentId, AgentId]
  marks: MarkGround
}>

/** What sessions and contacts of a demo are marked with: ids with their weights, and the keys of fields there are. */
export type MarkGround = Readonly<{
  tags: Readonly<Record<'session' | 'contact', readonly (readonly [TagId, number])[]>>
  /** Which of them can be together. */
  tree: TagTree
  fields: Readonly<Record<'session' | 'contact', ReadonlySet<string>>>
  outcomes: readonly (readonly [string, number])[]
  /** The watch-words in what one side wrote. */
  findWords(side: 'contact' | 'agent', text: string): readonly WatchWordId[]
}>
