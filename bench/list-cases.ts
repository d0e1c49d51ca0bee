import { sessionLists } from '@rapport/domain'
import type { Client } from 'pg'
import type { Caller } from './history.ts'
import { columnOf, conditionsOf, type Ground, type ListCase, type Narrowing, tablesOf } from './lean-lists.ts'

const sorts = ['started', 'activity'] as const

/** A case with the name of the list it belongs to, and the address it is asked for at. */
export type AskedCase = Readonly<{ group: string; path: string; asked: ListCase; by: Caller }>

/** Who asks: a supervisor, who sees everything, and an agent, who sees the inboxes they work. */
export type Askers = Readonly<{ supervisor: Caller; agent: Caller }>

/**
 * Every list in both orders, its first page and one from its middle: everything, one inbox's, one contact's, and what an
 * agent sees of it. And the history, and what is live, by filters of every kind.
 */
export async function listCases(
  client: Client,
  ground: Ground,
  askers: Askers,
): Promise<readonly AskedCase[]> {
  const found = await choose(client, ground, askers.agent)
  const { supervisor, agent } = askers
  const everything = { filter: '', where: null, reach: null }
  const narrowed = [
    { ...everything, by: supervisor },
    { ...everything, ...one('inbox', found.inboxId), by: supervisor },
    { ...everything, ...one('contact', found.contactId), by: supervisor },
    { ...everything, reach: found.reach, by: agent },
  ]
  const grid = sessionLists.flatMap((list) =>
    sorts.flatMap((sort) => narrowed.map((each) => ({ group: `${list} by ${sort}`, list, sort, ...each }))),
  )
  const filtered = filterKinds(found).flatMap(({ group, ...narrowing }) =>
    (['all', 'active'] as const).map((list) => ({
      group,
      list,
      sort: 'started' as const,
      reach: null,
      ...narrowing,
      by: supervisor,
    })),
  )
  const cases: AskedCase[] = []
  for (const { group, by, ...asking } of [...grid, ...filtered]) {
    const first: ListCase = { ...asking, agentId: by.userId, before: null }
    const deep = { ...first, before: await findMiddle(client, ground, first) }
    for (const asked of [first, deep]) {
      const path = await pathOf(asked, by)
      cases.push({ group, path, asked: path.includes('cursor=') ? asked : first, by })
    }
  }
  return cases
}

const one = (field: 'inbox' | 'contact' | 'agent' | 'team', id: string): Narrowing => ({
  filter: `${field}:any(${id})`,
  where: `s.${field}_id = '${id}'`,
})

/** A filter by one tag, which finds what carries any of these: the tag, and those under it. */
const tagged = (tagIds: readonly string[]): Narrowing => ({
  filter: `tag:any(${tagIds[0]})`,
  where: null,
  tagIds,
})

type Found = Awaited<ReturnType<typeof choose>>
type FilterKind = Narrowing & Readonly<{ group: string }>

/** Filters that have an index, several layers of conditions, and conditions that no index knows. */
function filterKinds(found: Found): readonly FilterKind[] {
  const [from, to] = found.days
  const started = `s.started_at >= '${from}' and s.started_at < '${to}'`
  const channel = `s.inbox_id in (${found.ofChannel.map((id) => `'${id}'`).join(', ')})`
  const agent = one('agent', found.agentId)
  const named: Narrowing[] = [
    agent,
    one('team', found.teamId),
    { filter: `channel:any(${found.channel})`, where: channel },
    { filter: `started:between(${from},${to})`, where: started },
    {
      filter: `ended:before(${to})`,
      where: `s.state = 'ended' and s.since < '${to}' and s.started_at < '${to}'`,
    },
    tagged(found.leaf),
  ]
  const layered: Narrowing[] = [
    { filter: `${agent.filter} started:between(${from},${to})`, where: `${agent.where} and ${started}` },
    {
      filter: `channel:any(${found.channel}) (messages:at_least(12) or transfers:at_least(1))`,
      where: `${channel} and (s.message_count >= 12 or s.transfer_count >= 1)`,
    },
  ]
  const plain: Narrowing[] = [
    { filter: 'messagesByContact:between(3,6)', where: 's.contact_message_count between 3 and 6' },
    { filter: 'firstResponse:at_most(1m)', where: 's.first_response_ms <= 60000' },
  ]
  const grouped = (group: string, all: readonly Narrowing[]) =>
    all.map((narrowing) => ({ group, ...narrowing }))
  return [
    ...grouped('filters with an index', named),
    ...grouped('a tag with others under it', [tagged(found.branch)]),
    ...grouped('layered filters', layered),
    ...grouped('filters without an index', plain),
  ]
}

/**
 * The tag that most sessions carry of those with others under them, before all under it; and of those with none, alone.
 */
async function chooseTags(client: Client, { workspaceId }: Ground) {
  const { rows } = await client.query(
    `with recursive within as (
       select tag_id as top, tag_id from tags where workspace_id = $1 and scope = 'session'
       union all
       select w.top, t.tag_id from within w join tags t on t.workspace_id = $1 and t.parent_id = w.tag_id),
     carried as (select tag_id, count(*) as sessions from session_tags where workspace_id = $1 group by 1)
     select array_agg(w.tag_id order by w.tag_id <> w.top, w.tag_id) as ids
       from within w left join carried c using (tag_id)
      group by w.top order by sum(c.sessions) desc nulls last, w.top`,
    [workspaceId],
  )
  const all = rows.map(({ ids }): readonly string[] => ids)
  const leaf = all.find(({ length }) => length === 1)
  const branch = all.find(({ length }) => length > 1)
  if (leaf === undefined || branch === undefined) throw new Error('There is no tree of tags')
  return { leaf, branch }
}

/** An inbox of a middling size, whoever and whatever stands on most sessions, some days, and what an agent works. */
async function choose(client: Client, ground: Ground, agent: Caller) {
  const { workspaceId } = ground
  const most = async (column: string) => {
    const { rows } = await client.query(
      `select ${column} as id from sessions where workspace_id = $1 and ${column} is not null
        group by 1 order by count(*) desc, 1`,
      [workspaceId],
    )
    return rows.map(({ id }) => String(id))
  }
  const inboxes = await most('inbox_id')
  const { rows: kinds } = await client.query(
    `select channel_kind as kind, array_agg(inbox_id) as ids from inboxes where workspace_id = $1
      group by 1 order by count(*) desc, 1 limit 1`,
    [workspaceId],
  )
  const { rows: reach } = await client.query(
    `select distinct it.inbox_id as id from team_members tm
      join inbox_teams it on it.workspace_id = tm.workspace_id and it.team_id = tm.team_id
      where tm.workspace_id = $1 and tm.user_id = $2`,
    [workspaceId, agent.userId],
  )
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  return {
    inboxId: inboxes[Math.floor(inboxes.length / 2)] ?? '',
    contactId: (await most('contact_id'))[0] ?? '',
    agentId: (await most('agent_id'))[0] ?? agent.userId,
    teamId: (await most('team_id'))[0] ?? agent.userId,
    ...(await chooseTags(client, ground)),
    channel: String(kinds[0].kind),
    ofChannel: kinds[0].ids as readonly string[],
    days: [day(60), day(30)] as const,
    reach: reach.map(({ id }) => String(id)),
  }
}

async function findMiddle(client: Client, ground: Ground, asked: ListCase): Promise<ListCase['before']> {
  const column = columnOf(asked)
  const all = conditionsOf(ground, asked)
    .map((held) => `select s.${column} as at, s.session_id as id from ${tablesOf(asked)} where ${held}`)
    .join(' union all ')
  const { rows } = await client.query(
    `with found as materialized (${all})
     select at, id from found order by at desc, id desc limit 1 offset (select count(*) / 2 from found)`,
  )
  // An empty list has no middle; then its first page is asked for twice.
  return rows[0] === undefined ? null : { at: new Date(rows[0].at), id: String(rows[0].id) }
}

async function pathOf({ list, sort, filter, before }: ListCase, by: Caller): Promise<string> {
  const query = new URLSearchParams({ list, sort, limit: '50' })
  if (filter !== '') query.set('filter', filter)
  const first = `/api/v1/sessions?${query}`
  if (before === null) return first
  const { next } = JSON.parse(await by.get(first)) as { next: string | null }
  // A list of one page has no other; then that is asked for twice.
  if (next === null) return first
  // What the list itself would have answered as `next` behind that row: its own, with another place in it.
  const [question, now] = Buffer.from(next, 'base64url').toString().split(' ')
  const cursor = [question, now, before.id, `=${before.at.getTime()}`].join(' ')
  return `${first}&cursor=${Buffer.from(cursor).toString('base64url')}`
}
