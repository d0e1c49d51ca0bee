import { countMax } from '@rapport/contract'
import type { Instant, SessionList } from '@rapport/domain'
import type { Context, Scope } from '../platform/context.ts'
import type { Db } from '../platform/db/index.ts'
import { countEnded, countLive, type LiveCount } from './list-counts-queries.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Since when a session needs a message to be Active, by the workspace's setting. */
export const activeSince = (now: Instant, historicalAfterDays: number): number =>
  now - historicalAfterDays * dayMs

export type Counts = Record<SessionList, number>

/** What the lists of a workspace hold, before anybody in particular asks. */
export type Tally = Readonly<{ live: readonly LiveCount[]; ended: number }>

/** Counts what a scope can see; several readers of the same scope share one tally. */
export async function tally(ctx: Pick<Context, 'db' | 'now'>, scope: Scope, since: number): Promise<Tally> {
  const [live, ended] = await Promise.all([countLive(ctx.db, scope, since), countEndedUpTo(ctx, scope)])
  return { live, ended }
}

// More have ended than are counted: that stays so, as sessions are kept, and is asked again after a while.
const uncountable = new WeakMap<Db, Map<string, number>>()
const uncountableMs = 60_000

async function countEndedUpTo({ db, now }: Pick<Context, 'db' | 'now'>, scope: Scope): Promise<number> {
  const known = uncountable.get(db) ?? new Map<string, number>()
  uncountable.set(db, known)
  const key = JSON.stringify([scope.workspaceId, scope.inboxes])
  if ((known.get(key) ?? 0) > now()) return countMax
  const ended = await countEnded(db, scope, countMax)
  if (ended >= countMax) known.set(key, now() + uncountableMs)
  else known.delete(key)
  return ended
}

/** A reader's counts: as the tally, with Mine as theirs. Each stops at 10,001. */
export function countsOf({ live, ended }: Tally, agentId: string): Counts {
  const sum = (holds: (row: LiveCount) => boolean) =>
    Math.min(
      countMax,
      live.reduce((total, row) => (holds(row) ? total + row.count : total), 0),
    )
  const inState = (state: string) => sum((row) => row.state === state)
  return {
    all: Math.min(countMax, sum(() => true) + ended),
    mine: sum((row) => row.agent_id === agentId),
    active: sum((row) => row.is_active),
    historical: sum((row) => !row.is_active),
    unassigned: inState('unassigned'),
    bot: inState('bot'),
    on_hold: inState('on_hold'),
    wrap_up: inState('wrap_up'),
    ended: Math.min(countMax, ended),
  }
}
