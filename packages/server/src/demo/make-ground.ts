import { randomUUIDv7 } from 'node:crypto'
import { type AgentId, asId, type BotId, type InboxId, type TeamId } from '@rapport/domain'
import { demoScript } from '../hosting/index.ts'
import {
  createGenericInbox,
  createWebInbox,
  insertBot,
  replaceAccess,
  updateCalendar,
} from '../inboxes/index.ts'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import { createTeam } from '../team/index.ts'
import type { Colleague } from './compose-session.ts'
import type { DemoGround } from './demo-ground.ts'
import { demoCalendar } from './demo-marks.ts'
import { type DemoInbox, type DemoPerson, type DemoTeam, demoInboxes, type TeamKey } from './demo-people.ts'
import { listNamed } from './demo-queries.ts'
import { makeMarks, makeViews } from './make-marks.ts'

/** Who is there, by the keys of teams' members, and what the place is called on its chats. */
export type Company = Readonly<{
  name: string
  people: readonly DemoPerson[]
  agentIds: ReadonlyMap<string, AgentId>
  teams: readonly DemoTeam[]
  /** Since when the history goes. */
  since: number
}>

const botName = 'Linnie'

/** Teams, the bot and the inboxes of the demo in a workspace; what is there under its name already is taken as it is. */
export async function makeGround(tx: Tx, scope: Scope, company: Company): Promise<DemoGround> {
  const named = await listNamed(tx, scope)
  const teams = new Map<string, TeamId>()
  for (const { key, name, members } of company.teams) {
    const agentIds = members.map((member) => idOf(company.agentIds, member))
    teams.set(key, named.teams.get(name) ?? (await createTeam(tx, scope, { name, agentIds })).id)
  }
  const botId = named.bots.get(botName) ?? asId<BotId>(randomUUIDv7())
  if (!named.bots.has(botName)) await insertBot(tx, scope, { id: botId, name: botName, script: demoScript })
  const inboxIds = new Map<string, InboxId>()
  for (const inbox of demoInboxes) {
    const known = named.inboxes.get(inbox.name)
    inboxIds.set(
      inbox.key,
      known ?? (await openInbox(tx, scope, inbox, { botId, teams, title: company.name })),
    )
  }
  const teamIds = {
    orders: idOf(teams, 'orders'),
    returns: idOf(teams, 'returns'),
    billing: idOf(teams, 'billing'),
  }
  const colleagues = {
    orders: membersOf(company, 'orders'),
    returns: membersOf(company, 'returns'),
    billing: membersOf(company, 'billing'),
  }
  const marks = await makeMarks(tx, scope, company.since)
  await makeViews(tx, scope, { agentIds: company.agentIds, teams })
  const supervisorId = idOf(company.agentIds, 'supervisor')
  const reviewerIds = [supervisorId, idOf(company.agentIds, 'admin')] as const
  return { scope, colleagues, teamIds, inboxIds, botId, supervisorId, reviewerIds, marks }
}

function membersOf({ people, agentIds, teams }: Company, team: TeamKey): readonly Colleague[] {
  const keys = teams.find(({ key }) => key === team)?.members ?? []
  return people.flatMap(({ key, name }) =>
    keys.includes(key) ? [{ id: idOf(agentIds, key), givenName: name.split(' ')[0] ?? name }] : [],
  )
}

type Place = Readonly<{ botId: BotId; teams: ReadonlyMap<string, TeamId>; title: string }>

async function openInbox(tx: Tx, scope: Scope, inbox: DemoInbox, place: Place): Promise<InboxId> {
  const inboxId = await makeInbox(tx, scope, inbox, place)
  await updateCalendar(tx, scope, { inboxId, calendar: demoCalendar })
  const teamIds = inbox.teams.map((key) => idOf(place.teams, key))
  await replaceAccess(tx, scope, { inboxId, agentIds: [], teamIds })
  return inboxId
}

async function makeInbox(
  tx: Tx,
  scope: Scope,
  { name, channel, startsIn }: DemoInbox,
  { botId, title }: Place,
): Promise<InboxId> {
  if (channel !== 'web') return (await createGenericInbox(tx, scope, { name, channelLabel: channel })).id
  const { id } = await createWebInbox(tx, scope, {
    name,
    startsIn,
    botId: startsIn === 'bot' ? botId : null,
    teamId: null,
    widget: {
      title,
      greeting: 'Hi! What can we do for you?',
      accent: '#0c6457',
      allowedOrigins: [],
      requireIdentity: false,
    },
  })
  return id
}

/** What stands under a key; a key that nothing stands under is a mistake of the demo's own. */
export function idOf<Id>(ids: ReadonlyMap<string, Id>, key: string): Id {
  const id = ids.get(key)
  if (id === undefined) throw new Error(`The demo has no ${key}`)
  return id
}
