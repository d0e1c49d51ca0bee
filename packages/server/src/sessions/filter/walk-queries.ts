import {
  type Condition,
  type Expression,
  type InboxId,
  type SessionList,
  sessionStates,
} from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../../platform/context.ts'
import { inReach } from '../sessions-queries.ts'

type Sql = RawBuilder<unknown>

/** Which sessions a list can have at all, of what it is and what its filter says of states. */
export type Span = 'live' | 'ended' | 'both'

/** The span of a list under a filter: `all` with only live states asked for is a live list. */
export function spanOf(list: SessionList, expression: Expression): Span {
  if (list === 'ended') return 'ended'
  if (list !== 'all') return 'live'
  const states = sessionStates.filter((state) =>
    topConditions(expression, 'state').every(({ operator, values }) =>
      operator === 'any' ? values.includes(state) : operator !== 'none' || !values.includes(state),
    ),
  )
  if (!states.includes('ended')) return 'live'
  return states.length === 1 ||
    topConditions(expression, 'ended').some(({ operator }) => operator !== 'unset')
    ? 'ended'
    : 'both'
}

/** The conditions on a field that every row must meet. */
export const topConditions = (expression: Expression, field: string): readonly Condition[] =>
  (expression.type === 'all' ? expression.of : [expression]).filter(
    (one): one is Condition => one.type === 'condition' && one.field === field,
  )

// So many values are walked one by one; of more, one walk over everything finds most. Tags are walked however many.
const walksMax = 12

/** What walks are made of: a filter with who `me` is, and the inboxes it can be in, by reach and by channel. */
export type WalkQuestion = Readonly<{
  scope: Scope
  expression: Expression
  me: string | null
  /** The inboxes of the channels that the filter wants; null where it wants none in particular. */
  channelInboxes: readonly InboxId[] | null
}>

/**
 * Conditions that each have an index in the order wanted, what of the filter they leave, and the tags along which each is
 * walked; null where it is walked along the sessions themselves.
 */
export type Walks = Readonly<{
  walks: readonly Sql[]
  rest: Expression
  tagIds: readonly string[] | null
}>

/**
 * A page in the order of `started_at` as walks along indexes, of which each has that order: by contact, by tag, by agent,
 * by team, by inbox, or over everything. Together they cover the filter's named conditions, and no session is in two.
 */
export function startedWalks(question: WalkQuestion): Walks {
  const { expression, me } = question
  for (const field of ['contact', 'tag', 'agent', 'team'] as const) {
    const condition = wantedBy(expression, field)
    const ids = [...new Set(condition?.values.flatMap((id) => (id === 'me' ? (me ?? []) : String(id))))]
    if (condition === undefined) continue
    const { reach, rest } = reachOf({ ...question, expression: without(expression, condition) })
    if (field === 'tag') return { walks: [reach], rest, tagIds: ids }
    if (ids.length > walksMax) continue
    return { walks: ids.map((id) => sql`${idWalks[field](id)} and ${reach}`), rest, tagIds: null }
  }
  return inboxWalks(question)
}

/** A page in the order of `last_activity_at` of what has ended: by inbox, or over everything. */
export function inboxWalks(question: WalkQuestion): Walks {
  const { inboxes, reach, rest } = reachOf(question)
  const walks =
    inboxes === null || inboxes.length > walksMax
      ? [reach]
      : inboxes.map((id) => sql`s.inbox_id = ${id}::uuid`)
  return { walks, rest, tagIds: null }
}

const idWalks = {
  contact: (id: string) => sql`s.contact_id = ${id}::uuid`,
  agent: (id: string) => sql`s.agent_id = ${id}::uuid`,
  team: (id: string) => sql`s.team_id = ${id}::uuid`,
}

const wantedBy = (expression: Expression, field: string): Condition | undefined =>
  topConditions(expression, field).find(({ operator }) => operator === 'any')

/** A condition said twice would be taken for two, and the planner would expect hardly any rows. */
const without = (expression: Expression, condition: Expression | undefined): Expression => ({
  type: 'all',
  of: (expression.type === 'all' ? expression.of : [expression]).filter((one) => one !== condition),
})

/** The inboxes that rows can be in, null for all of them, as a condition too; and what of the filter that leaves. */
export function reachOf({ scope, expression, channelInboxes }: WalkQuestion) {
  const inbox = wantedBy(expression, 'inbox')
  const channel = channelInboxes === null ? undefined : wantedBy(expression, 'channel')
  const said = [
    scope.inboxes === 'all' ? null : scope.inboxes,
    inbox?.values.map(String) ?? null,
    channelInboxes,
  ]
  const inboxes = said.reduce<readonly string[] | null>((both, ids) => {
    if (ids === null || both === null) return both ?? ids
    return both.filter((id) => ids.some((one) => one === id))
  }, null)
  const rest = without(without(expression, inbox), channel)
  const reach = inboxes === null ? inReach(scope, 's') : sql`s.inbox_id = any(${inboxes}::uuid[])`
  return { inboxes: inboxes === null ? null : [...new Set(inboxes)], reach, rest }
}
