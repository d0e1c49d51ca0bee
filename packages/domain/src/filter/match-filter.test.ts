import { expect, test } from 'vitest'
import type { FieldValues } from '../fields/field-kinds.ts'
import { type AgentId, asId, type SessionId, type WorkspaceId } from '../ids.ts'
import { blankSession, type Session } from '../session/session.ts'
import { noTags, readTagTree } from '../tags/tag-tree.ts'
import { aTag } from '../tags/testing/a-tag.ts'
import { instant } from '../time.ts'
import {
  addCondition,
  dependsOnTime,
  filterParts,
  mentionsMe,
  removeField,
  setCondition,
} from './edit-filter.ts'
import type { Condition } from './expression.ts'
import { formatFilter } from './format-filter.ts'
import { matchFilter } from './match-filter.ts'
import { orderRows } from './order-rows.ts'
import { parseFilter } from './parse-filter.ts'
import type { FilterEnvironment, FilterRow } from './read-field.ts'
import { type CustomField, fieldLookup } from './session-fields.ts'

const me = asId<AgentId>('0190b7a0-0000-7000-8000-000000000001')
const other = asId<AgentId>('0190b7a0-0000-7000-8000-000000000002')
const now = instant(Date.parse('2026-11-20T12:00:00Z'))
const custom: readonly CustomField[] = [
  { scope: 'session', key: 'amount', kind: 'number', choices: [] },
  { scope: 'session', key: 'order', kind: 'text', choices: [] },
  { scope: 'contact', key: 'plan', kind: 'choice', choices: ['free', 'pro'] },
  { scope: 'contact', key: 'likes', kind: 'multi_choice', choices: ['tea', 'coffee'] },
]
const environment: FilterEnvironment = {
  now,
  me,
  timeZone: 'Europe/Prague',
  fields: fieldLookup(custom),
  tagsWithin: noTags.within,
}

type Given = Readonly<{ session?: object; name?: string | null; fields?: FieldValues; about?: object }>

function aRow({ session = {}, name = null, fields = {}, about = {} }: Given = {}): FilterRow {
  const blank = blankSession(asId<WorkspaceId>('w'), asId<SessionId>('s'))
  return {
    session: { ...blank, startedAt: instant(Date.parse('2026-11-19T23:30:00Z')), ...session } as Session,
    contact: { name },
    inbox: { name: 'Shop', channelKind: 'web' },
    agentName: null,
    botName: null,
    teamName: null,
    summary: null,
    unread: 0,
    about: { email: null, phone: null, tagIds: [], fields: {}, ...about },
    fields,
    origin: { language: null, country: null, pageUrl: null, referrer: null, device: null },
  }
}

function read(text: string) {
  const parsed = parseFilter(text, environment.fields)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.expression
}
const matches = (text: string, given?: Given) => matchFilter(read(text), aRow(given), environment)

test('names are compared without case and accents, other texts without case, and wildcards are letters', () => {
  expect(matches('contactName:contains(zluty)', { name: 'Pan ŽLUTÝ Kůň' })).toBe(true)
  expect(matches('contactName:is("Žlutý")', { name: 'zluty' })).toBe(true)
  expect(matches('email:begins(EVA@)', { about: { email: 'eva@example.com' } })).toBe(true)
  expect(matches('field.order:contains("%")', { fields: { order: 'A-17' } })).toBe(false)
  expect(matches('field.order:contains("_")', { fields: { order: 'A_17' } })).toBe(true)
})

test('what holds nothing is accepted by unset, none, is_not and not_contains alone', () => {
  const accepting = [
    'email:unset',
    'email:is_not(a)',
    'email:not_contains(a)',
    'tag:unset',
    `tag:none(${me})`,
  ]
  const refusing = [
    'email:set',
    'email:is(a)',
    'email:begins(a)',
    'tag:set',
    `agent:any(me)`,
    'ended:in_last(9w)',
  ]
  for (const text of accepting) expect([text, matches(text)]).toEqual([text, true])
  for (const text of refusing) expect([text, matches(text)]).toEqual([text, false])
  expect(matches('field.amount:is_not(5)', { fields: { amount: 'not a number' } })).toBe(true)
  expect(matches('field.amount:set', { fields: { amount: 'not a number' } })).toBe(false)
  expect(matches('contact.likes:unset', { about: { fields: { likes: [] } } })).toBe(true)
})

test('a mood is found by its class, bounds and all; who has none, and no score, is in neither', () => {
  const classOf = (sentiment: number | null) =>
    ['negative', 'neutral', 'positive'].filter((name) =>
      matches(`sentiment:any(${name})`, { session: { sentiment } }),
    )
  expect([-100, -20, -19.9, 0, 19.9, 20, 100, null].map(classOf)).toEqual([
    ...[['negative'], ['negative'], ['neutral'], ['neutral'], ['neutral'], ['positive'], ['positive'], []],
  ])
  expect(matches('sentiment:none(negative)', { session: { sentiment: null } })).toBe(true)
  expect(matches('qaScore:at_least(72.5)', { session: { qaScore: 72.5 } })).toBe(true)
  expect(matches('qaScore:at_most(72.4)', { session: { qaScore: 72.5 } })).toBe(false)
  expect(matches('qaScore:at_most(100)', { session: { qaScore: null } })).toBe(false)
  expect(matches('qaScore:unset summary:unset')).toBe(true)
})

test('running clocks tick: a wait grows into the filter as time passes', () => {
  const waiting = { firstUnassignedAt: instant(now - 240_000) }
  const { clocks } = blankSession(asId<WorkspaceId>('w'), asId<SessionId>('s'))
  const row = aRow({ session: { clocks: { ...clocks, ...waiting }, since: waiting.firstUnassignedAt } })
  const late = read('wait:at_least(5m)')
  expect(matchFilter(late, row, environment)).toBe(false)
  expect(matchFilter(late, row, { ...environment, now: instant(now + 60_000) })).toBe(true)
  expect(dependsOnTime(late)).toBe(true)
  expect(dependsOnTime(read('tag:set'))).toBe(false)
})

test('hours and weekdays are those of the given zone', () => {
  expect(matches('hour:is(0) weekday:any(fri)')).toBe(true)
  expect(matches('hour:is(23)')).toBe(false)
})

test('me is whoever asks, and nobody where nobody does', () => {
  const mine = { session: { state: 'assigned', agentId: me, mentionedIds: [other] } }
  expect(matches('agent:any(me)', mine)).toBe(true)
  expect(matches('mentioned:any(me)', mine)).toBe(false)
  const row = aRow(mine)
  expect(matchFilter(read('agent:any(me)'), row, { ...environment, me: null })).toBe(false)
  expect(matchFilter(read('agent:none(me)'), row, { ...environment, me: null })).toBe(true)
  expect(mentionsMe(read('(agent:any(me) or tag:set)'))).toBe(true)
})

test('between includes both ends, but of moments the second, so that days side by side share no session', () => {
  const rated = { session: { rating: 5 } }
  expect(matches('rating:between(4,5)', rated)).toBe(true)
  expect(matches('started:between(2026-11-19,2026-11-20)')).toBe(true)
  expect(matches('started:between(2026-11-19,2026-11-19T23:30:00Z)')).toBe(false)
})

test('groups: alternatives within conditions that all must hold', () => {
  const text = 'channel:any(web) (rating:at_least(4) or notes:at_least(1) contact.plan:any(pro))'
  expect(matches(text)).toBe(false)
  expect(matches(text, { session: { rating: 4 } })).toBe(true)
  expect(matches(text, { about: { fields: { plan: 'pro' } } })).toBe(false)
})

test('rows are ordered with nothing last both ways, choices by their place, texts by code point', () => {
  const row = (id: string, given: Given) =>
    ({ ...aRow(given), session: { ...aRow(given).session, id } }) as FilterRow
  const names = ['b', null, 'ä', '\u{1f600}', '\uffee', 'b'].map((name, i) => row(`s${i}`, { name }))
  const sorted = (rows: FilterRow[], sort: string, direction: 'asc' | 'desc') =>
    rows.toSorted(orderRows({ sort, direction }, environment)).map(({ session }) => session.id)
  expect(sorted(names, 'contactName', 'asc')).toEqual(['s2', 's0', 's5', 's4', 's3', 's1'])
  expect(sorted(names, 'contactName', 'desc')).toEqual(['s3', 's4', 's5', 's0', 's2', 's1'])
  const urgent = (['low', 'urgent', 'high'] as const).map((priority, i) =>
    row(`s${i}`, { session: { priority } }),
  )
  expect(sorted(urgent, 'priority', 'asc')).toEqual(['s1', 's2', 's0'])
})

test('a chip is added, replaced in its place and removed; groups stay', () => {
  const rating: Condition = { type: 'condition', field: 'rating', operator: 'is', values: [5] }
  const filter = read('rating:set tag:set (notes:set or rating:unset) rating:at_least(2)')
  expect(formatFilter(setCondition(filter, rating))).toBe('rating:is(5) tag:set (notes:set or rating:unset)')
  expect(formatFilter(removeField(filter, 'rating'))).toBe('tag:set (notes:set or rating:unset)')
  expect(formatFilter(addCondition(read('tag:set'), rating))).toBe('tag:set rating:is(5)')
  expect(filterParts(filter).conditions).toHaveLength(3)
  expect(filterParts(filter).groups).toHaveLength(1)
})

test('a condition on a tag means it and all under it, whichever way it asks; a deleted tag still means itself', () => {
  const [top, below, leaf, gone] = ['0', '1', '2', '9'].map(
    (digit) => `0190b7a0-0000-7000-8000-00000000000${digit}`,
  ) as [string, string, string, string]
  const tree = readTagTree([
    aTag(top),
    aTag(below, { parentId: asId(top) }),
    aTag(leaf, { parentId: asId(below) }),
  ])
  const accepts = (text: string, tagIds: readonly string[]) =>
    matchFilter(read(text), aRow({ session: { tagIds } }), { ...environment, tagsWithin: tree.within })
  expect(accepts(`tag:any(${top})`, [leaf])).toBe(true)
  expect(accepts(`tag:any(${below})`, [leaf])).toBe(true)
  expect(accepts(`tag:any(${below})`, [top])).toBe(false)
  expect(accepts(`tag:none(${top})`, [leaf])).toBe(false)
  expect(accepts(`tag:none(${below})`, [top])).toBe(true)
  expect(accepts(`tag:any(${gone})`, [gone])).toBe(true)
  const onContact = aRow({ about: { tagIds: [leaf] } })
  expect(
    matchFilter(read(`contactTag:any(${top})`), onContact, { ...environment, tagsWithin: tree.within }),
  ).toBe(false)
})
