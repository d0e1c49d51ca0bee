import { fieldLookup, type Instant } from '@rapport/domain'
import { listFields } from '../fields/index.ts'
import type { Platform, Scope } from '../platform/context.ts'
import { getWorkspace } from '../workspaces/index.ts'
import { lookUpTags, readFilter, rollUp } from './filter/read-filter.ts'
import { withinTime } from './filter/time-limit-queries.ts'
import { topConditions } from './filter/walk-queries.ts'
import { activeSince } from './list-counts.ts'
import { listInboxesOfChannels } from './list-sessions-queries.ts'
import { type Drawable, listDrawable } from './sample-matching-queries.ts'

const drawLimitMs = 15_000

/** Which ended sessions, since when, and at most how many of the newest. */
export type DrawWish = Readonly<{ filter: string; since: Instant; max: number }>

/**
 * The ended sessions that match a filter at this moment and in which an agent had a part, for whoever draws from them to
 * judge that: as the system sees them, so that nobody's standing decides what is drawn, and `me` is nobody.
 */
export async function sampleMatching(
  platform: Pick<Platform, 'db' | 'now'>,
  scope: Scope,
  { filter, since, max }: DrawWish,
): Promise<readonly Drawable[]> {
  const { db, now } = platform
  const { settings } = await getWorkspace(db, scope)
  const fields = fieldLookup(await listFields(db, scope))
  const asked = readFilter(filter, fields)
  const tags = await lookUpTags({ db, scope }, asked)
  const expression = rollUp(asked, tags)
  const channels = topConditions(expression, 'channel').find(({ operator }) => operator === 'any')
  const question = {
    list: 'ended' as const,
    agentId: null,
    activeSince: activeSince(now(), settings.historicalAfterDays),
    expression,
    environment: { now: now(), me: null, timeZone: settings.timeZone, fields, tagsWithin: tags.within },
    channelInboxes:
      channels === undefined ? null : await listInboxesOfChannels(db, scope, channels.values.map(String)),
  }
  return await withinTime(db, drawLimitMs, (tx) => listDrawable(tx, scope, question, { since, max }))
}
