import { randomUUIDv7 } from 'node:crypto'
import { type Endpoint, type InputOf, inboxEndpoints } from '@rapport/contract'
import { type AgentId, asId, type BotId, type InboxId, type TeamId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import type { Signal } from '../platform/realtime/index.ts'
import { aWebInbox, aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { insertBot } from './bot-queries.ts'
import { createGenericInbox } from './change-inbox.ts'
import { findInboxByWidgetKey } from './find-inbox-by-widget-key.ts'
import { openIdentitySecret } from './identity-secret.ts'
import { findInbox } from './inbox-queries.ts'
import { inboxRoutes } from './inbox-routes.ts'
import { startsInOf } from './list-inboxes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Caller = Parameters<typeof callRoute>[2]
const call = <E extends Endpoint>(endpoint: E, caller: Caller, input: InputOf<E>) =>
  callRoute(inboxRoutes, endpoint, caller, input)
const randomId = <T extends string>() => asId<T>(randomUUIDv7())

async function aBot({ scope }: Pick<Awaited<ReturnType<typeof aWorkspace>>, 'scope'>): Promise<BotId> {
  const id = randomId<BotId>()
  await inTransaction(database.db, (tx) => insertBot(tx, scope, { id, name: 'Robin', script: {} }))
  return id
}

test('an agent sees the inboxes they work themselves or with a team, a supervisor all, nobody a foreign one', async () => {
  const { agentContext, contextOf, aMember, anInbox, aTeam, inbox, ownerContext } = await aWorkspace(
    database.db,
  )
  await aWorkspace(database.db)
  const [own, byTeam] = [await anInbox({ name: 'Own' }), await anInbox({ name: 'By team' })]
  const member = await aMember('agent')
  const teamId = await aTeam('First line', [member.id])
  const owner = await ownerContext()
  await call(
    inboxEndpoints.setAccess,
    { ctx: owner },
    { inboxId: own.id, agentIds: [member.id], teamIds: [] },
  )
  await call(
    inboxEndpoints.setAccess,
    { ctx: owner },
    { inboxId: byTeam.id, agentIds: [], teamIds: [teamId] },
  )
  const seen = async (ctx: Caller['ctx']) =>
    (await call(inboxEndpoints.list, { ctx }, {})).items.map(({ name }) => name)
  expect(await seen(await contextOf(member.token))).toEqual(['By team', 'Own'])
  expect(await seen(await agentContext('supervisor'))).toEqual(['By team', 'Own', inbox.name])
})

test('a widget key opens its inbox and nothing else, and a wrong one nothing', async () => {
  const { platform, scope, inbox } = await aWorkspace(database.db)
  const found = await findInboxByWidgetKey(platform, inbox.widget!.key)
  expect(found?.inbox.id).toBe(inbox.id)
  expect(found?.scope).toEqual({ workspaceId: scope.workspaceId, inboxes: [inbox.id], holder: null })
  expect(startsInOf(found!.inbox)).toEqual({ as: 'unassigned', teamId: null })
  expect(await findInboxByWidgetKey(platform, 'never-made')).toBeNull()
})

test('a web inbox is made and changed as a whole, and keeps its key', async () => {
  const workspace = await aWorkspace(database.db)
  const ctx = await workspace.ownerContext()
  const botId = await aBot(workspace)
  const teamId = await workspace.aTeam('First line')
  const made = await call(inboxEndpoints.create, { ctx }, { ...aWebInbox(), startsIn: 'bot', botId, teamId })
  expect(made).toMatchObject({
    startsIn: 'bot',
    botId,
    teamId,
    channelKind: 'web',
    agentIds: [],
    teamIds: [],
  })
  const choices = { ...aWebInbox(), name: 'Other name', widget: { ...aWebInbox().widget, accent: '#112233' } }
  const changed = await call(inboxEndpoints.change, { ctx }, { ...choices, inboxId: made.id })
  expect(changed).toMatchObject({ ...choices, widget: { key: made.widget!.key, settings: choices.widget } })
})

test('who starts with a bot names one, and it and the team are of the workspace', async () => {
  const workspace = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const { inbox } = workspace
  const ctx = await workspace.ownerContext()
  const choices = aWebInbox()
  const both = async (change: object) => [
    await codeOf(call(inboxEndpoints.create, { ctx }, { ...choices, ...change })),
    await codeOf(call(inboxEndpoints.change, { ctx }, { ...choices, ...change, inboxId: inbox.id })),
  ]
  expect(await both({ startsIn: 'bot' })).toEqual(['invalid_input', 'invalid_input'])
  for (const botId of [await aBot(foreign), randomId()]) {
    expect(await both({ startsIn: 'bot', botId })).toEqual(['not_found', 'not_found'])
  }
  for (const teamId of [await foreign.aTeam('Theirs'), randomId<TeamId>()]) {
    expect(await both({ teamId })).toEqual(['not_found', 'not_found'])
  }
})

test('an inbox of another workspace is answered like none, for every operation, and stays as it was', async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const ctx = await mine.ownerContext()
  for (const inboxId of [foreign.inbox.id, randomId<InboxId>()]) {
    const change = { ...aWebInbox(), name: 'Mine now', inboxId }
    expect(await codeOf(call(inboxEndpoints.change, { ctx }, change))).toBe('not_found')
    const access = { inboxId, agentIds: [ctx.agentId], teamIds: [] }
    expect(await codeOf(call(inboxEndpoints.setAccess, { ctx }, access))).toBe('not_found')
    expect(await codeOf(call(inboxEndpoints.identitySecret, { ctx }, { inboxId }))).toBe('not_found')
  }
  expect(await findInbox(database.db, foreign.scope, foreign.inbox.id)).toEqual(foreign.inbox)
  expect(await openIdentitySecret(foreign.platform, foreign.scope, foreign.inbox.id)).toBeNull()
})

test('only members and teams of the workspace work its inboxes; a bad list changes nothing, a good one is told', async () => {
  const mine = await aWorkspace(database.db)
  const foreign = await aWorkspace(database.db)
  const ctx = await mine.ownerContext()
  const { inbox } = mine
  const member = await mine.aMember('agent')
  const signals: Signal[] = []
  mine.platform.bus.subscribe((signal) => signals.push(signal))
  const set = (agentIds: AgentId[], teamIds: TeamId[]) =>
    call(inboxEndpoints.setAccess, { ctx }, { inboxId: inbox.id, agentIds, teamIds })
  expect((await set([member.id, member.id], [])).agentIds).toEqual([member.id])
  for (const agentId of [(await foreign.aMember('agent')).id, randomId<AgentId>()]) {
    expect(await codeOf(set([agentId], []))).toBe('not_found')
  }
  for (const teamId of [await foreign.aTeam('Theirs'), randomId<TeamId>()]) {
    expect(await codeOf(set([], [teamId]))).toBe('not_found')
  }
  const { items } = await call(inboxEndpoints.list, { ctx }, {})
  expect(items.map(({ agentIds }) => agentIds)).toEqual([[member.id]])
  const { workspaceId } = mine.scope
  expect(signals).toEqual([{ type: 'access_changed', workspaceId, agentId: null }])
})

test('an identity secret is told once, is sealed for its inbox, and the next replaces it', async () => {
  const { platform, scope, inbox, anInbox, ownerContext } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const other = await anInbox()
  expect(await openIdentitySecret(platform, scope, inbox.id)).toBeNull()
  const { secret } = await call(inboxEndpoints.identitySecret, { ctx }, { inboxId: inbox.id })
  expect(Buffer.from(secret, 'base64url').length).toBe(32)
  expect(await openIdentitySecret(platform, scope, inbox.id)).toBe(secret)
  const { rows } = await sql<{ text: string; secret: Buffer }>`
    select inboxes::text as text, identity_secret as secret from inboxes
    where workspace_id = ${scope.workspaceId} and inbox_id = ${inbox.id}`.execute(database.db)
  expect(rows[0]!.text).not.toContain(secret)
  expect(rows[0]!.secret.includes(secret)).toBe(false)
  expect(JSON.stringify(await call(inboxEndpoints.list, { ctx }, {}))).not.toContain(secret)

  await sql`update inboxes set identity_secret = ${rows[0]!.secret}
    where workspace_id = ${scope.workspaceId} and inbox_id = ${other.id}`.execute(database.db)
  expect(await openIdentitySecret(platform, scope, other.id)).toBeNull()
  const next = await call(inboxEndpoints.identitySecret, { ctx }, { inboxId: inbox.id })
  expect(await openIdentitySecret(platform, scope, inbox.id)).toBe(next.secret)
})

test('a generic inbox carries the name of its channel, has no widget, and is not changed as a web chat', async () => {
  const { scope, ownerContext } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const made = await inTransaction(database.db, (tx) =>
    createGenericInbox(tx, scope, { channelLabel: 'Taxi' }),
  )
  const { items } = await call(inboxEndpoints.list, { ctx }, {})
  const shown = items.find(({ id }) => id === made.id)
  expect(shown).toMatchObject({ name: 'Taxi', channelKind: 'generic', channelLabel: 'Taxi', widget: null })
  const change = { ...aWebInbox(), inboxId: made.id }
  expect(await codeOf(call(inboxEndpoints.change, { ctx }, change))).toBe('not_found')
})
