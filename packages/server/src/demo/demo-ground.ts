import type { BotId, InboxId, TeamId } from '@rapport/domain'
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
}>
