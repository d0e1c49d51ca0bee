import { sessionLists } from '@rapport/domain'
import type { Client } from 'pg'
import type { Caller } from './history.ts'
import { columnOf, conditionsOf, type Ground, type ListCase } from './lean-lists.ts'

const sorts = ['started', 'activity'] as const

/** A case with the name of the list it belongs to, and the address it is asked for at. */
export type AskedCase = Readonly<{ group: string; path: string; asked: ListCase; by: Caller }>

/** Who asks: a supervisor, who sees everything, and an agent, who sees the inboxes they work. */
export type Askers = Readonly<{ supervisor: Caller; agent: Caller }>

/**
 * Every list in both orders, its first page and one from its middle: everything, one inbox's, one contact's, and what an
 * agent sees of it.
 */
export async function listCases(
  client: Client,
  ground: Ground,
  askers: Askers,
): Promise<readonly AskedCase[]> {
  const { inboxId, contactId, reach } = await choose(client, ground, askers.agent)
  const { supervisor, agent } = askers
  const none = { inboxId: null, contactId: null, reach: null }
  const narrowed = [
    { ...none, by: supervisor },
    { ...none, inboxId, by: supervisor },
    { ...none, contactId, by: supervisor },
    { ...none, reach, by: agent },
  ]
  const cases: AskedCase[] = []
  for (const list of sessionLists) {
    for (const sort of sorts) {
      for (const { by, ...narrowing } of narrowed) {
        const first: ListCase = { list, sort, ...narrowing, agentId: by.userId, before: null }
        const deep = { ...first, before: await findMiddle(client, ground, first) }
        for (const asked of [first, deep])
          cases.push({ group: `${list} by ${sort}`, path: pathOf(asked), asked, by })
      }
    }
  }
  return cases
}

/** An inbox of a middling size, the contact who came most often, and what an agent works. */
async function choose(client: Client, { workspaceId }: Ground, agent: Caller) {
  const inboxes = await client.query(
    'select inbox_id as id from sessions where workspace_id = $1 group by 1 order by count(*)',
    [workspaceId],
  )
  const contacts = await client.query(
    'select contact_id as id from sessions where workspace_id = $1 group by 1 order by count(*) desc limit 1',
    [workspaceId],
  )
  const reach = await client.query(
    `select distinct it.inbox_id as id from team_members tm
      join inbox_teams it on it.workspace_id = tm.workspace_id and it.team_id = tm.team_id
      where tm.workspace_id = $1 and tm.user_id = $2`,
    [workspaceId, agent.userId],
  )
  return {
    inboxId: String(inboxes.rows[Math.floor(inboxes.rows.length / 2)].id),
    contactId: String(contacts.rows[0].id),
    reach: reach.rows.map(({ id }) => String(id)),
  }
}

async function findMiddle(client: Client, ground: Ground, asked: ListCase): Promise<ListCase['before']> {
  const column = columnOf(asked)
  const all = conditionsOf(ground, asked)
    .map((held) => `select ${column} as at, session_id as id from sessions s where ${held}`)
    .join(' union all ')
  const { rows } = await client.query(
    `with found as materialized (${all})
     select at, id from found order by at desc, id desc limit 1 offset (select count(*) / 2 from found)`,
  )
  // An empty list has no middle; then its first page is asked for twice.
  return rows[0] === undefined ? null : { at: new Date(rows[0].at), id: String(rows[0].id) }
}

function pathOf({ list, sort, inboxId, contactId, before }: ListCase): string {
  const query = new URLSearchParams({ list, sort, limit: '50' })
  if (inboxId !== null) query.set('inboxId', inboxId)
  if (contactId !== null) query.set('contactId', contactId)
  // What the list itself would have answered as `next` behind that row.
  if (before !== null)
    query.set('cursor', Buffer.from(JSON.stringify([before.at.getTime(), before.id])).toString('base64url'))
  return `/api/v1/sessions?${query}`
}
