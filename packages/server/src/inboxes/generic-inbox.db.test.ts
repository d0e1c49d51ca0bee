import { randomBytes, randomUUIDv7 } from 'node:crypto'
import { type Endpoint, type InputOf, inboxEndpoints } from '@rapport/contract'
import { asId, type InboxId, instant } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createVault } from '../platform/crypto/index.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { createGenericInbox } from './change-inbox.ts'
import { inboxRoutes } from './inbox-routes.ts'
import { openChannelOf } from './open-channel.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Caller = Parameters<typeof callRoute>[2]
const call = <E extends Endpoint>(endpoint: E, caller: Caller, input: InputOf<E>) =>
  callRoute(inboxRoutes, endpoint, caller, input)

const choices = {
  name: 'Till',
  channelLabel: 'Shop till',
  startsIn: 'unassigned',
  botId: null,
  teamId: null,
  settings: { url: 'https://till.example/hook', deduplicates: true, replyWindowHours: 24 },
} as const

test('a generic inbox says where its program sends, and shows what signs its two ways once and never again', async () => {
  const { ownerContext, platform } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const made = await call(inboxEndpoints.createGeneric, { ctx }, choices)
  expect(made.inbox).toMatchObject({ channelKind: 'generic', channelLabel: 'Shop till', widget: null })
  expect(made.inbox.generic).toEqual({
    hookUrl: `https://desk.example.test/hooks/generic/${made.inbox.id}`,
    settings: choices.settings,
  })

  const opened = await openChannelOf(platform, { kind: 'generic', account: made.inbox.id })
  // Both are of one moment, so that neither comes first.
  expect(opened?.secrets.map(({ purpose, secret }) => `${purpose} ${secret}`).toSorted()).toEqual([
    `inbound ${made.inboundSecret}`,
    `outbound ${made.outboundSecret}`,
  ])
  const { items } = await call(inboxEndpoints.secrets, { ctx }, { inboxId: made.inbox.id })
  const hints = [made.outboundSecret, made.inboundSecret].map((secret) => secret.slice(-4))
  expect(items.map(({ hint }) => hint).toSorted()).toEqual(hints.toSorted())
  expect(JSON.stringify([items, await call(inboxEndpoints.list, { ctx }, {})])).not.toContain(
    made.inboundSecret,
  )
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from inbox_secrets where workspace_id = ${ctx.scope.workspaceId}`.execute(database.db)
  for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toContain('whsec_')
})

test('a sealed secret opens for its own row of its own inbox alone', async () => {
  const { ownerContext, platform } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const [one, two] = [
    await call(inboxEndpoints.createGeneric, { ctx }, choices),
    await call(inboxEndpoints.createGeneric, { ctx }, choices),
  ]
  await sql`update inbox_secrets a set sealed = b.sealed from inbox_secrets b
    where a.workspace_id = ${ctx.scope.workspaceId} and b.workspace_id = ${ctx.scope.workspaceId}
      and a.inbox_id = ${one.inbox.id} and b.inbox_id = ${two.inbox.id} and a.purpose = b.purpose`.execute(
    database.db,
  )
  const opened = await openChannelOf(platform, { kind: 'generic', account: one.inbox.id })
  expect(opened?.secrets).toEqual([])
})

test('under a new installation key a channel proves nothing, until its secret is made anew beside the lost one', async () => {
  const { ownerContext, platform } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const { inbox } = await call(inboxEndpoints.createGeneric, { ctx }, choices)
  const vault = createVault(randomBytes(32))
  const inbound = async () => {
    const opened = await openChannelOf({ ...platform, vault }, { kind: 'generic', account: inbox.id })
    return opened?.secrets.map(({ secret }) => secret)
  }
  expect(await inbound()).toEqual([])
  const { secret } = await call(
    inboxEndpoints.rotateSecret,
    { ctx: { ...ctx, vault } },
    { inboxId: inbox.id, purpose: 'inbound', oldSecretHours: 24 },
  )
  expect(await inbound()).toEqual([secret])
})

test('a new secret leaves the old one its hours, and none at all when asked for', async () => {
  const { ownerContext, platform } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const { inbox, inboundSecret } = await call(inboxEndpoints.createGeneric, { ctx }, choices)
  const inbound = async (hoursLater = 0) => {
    const now = () => instant(Date.now() + hoursLater * 3_600_000)
    const opened = await openChannelOf({ ...platform, now }, { kind: 'generic', account: inbox.id })
    return opened?.secrets.flatMap(({ purpose, secret }) => (purpose === 'inbound' ? secret : []))
  }
  const rotate = (oldSecretHours: number) =>
    call(inboxEndpoints.rotateSecret, { ctx }, { inboxId: inbox.id, purpose: 'inbound', oldSecretHours })

  const { secret: second } = await rotate(2)
  expect(await inbound()).toEqual([second, inboundSecret])
  expect(await inbound(3)).toEqual([second])
  const { secret: third } = await rotate(0)
  expect(await inbound()).toEqual([third])
})

test('an inbox that sessions were imported into becomes a channel when it is given an address', async () => {
  const { ownerContext, platform, scope } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const imported = await inTransaction(database.db, (tx) =>
    createGenericInbox(tx, scope, { channelLabel: 'Old desk' }),
  )
  const account = { kind: 'generic', account: imported.id }
  expect(await openChannelOf(platform, account)).toBeNull()
  const { items } = await call(inboxEndpoints.list, { ctx }, {})
  expect(items.find(({ id }) => id === imported.id)?.generic?.settings.url).toBeNull()

  await call(inboxEndpoints.changeGeneric, { ctx }, { ...choices, inboxId: imported.id })
  const { secret } = await call(
    inboxEndpoints.rotateSecret,
    { ctx },
    { inboxId: imported.id, purpose: 'inbound' },
  )
  const opened = await openChannelOf(platform, account)
  expect(opened?.inbox.generic?.url).toBe(choices.settings.url)
  expect(opened?.secrets.map((one) => one.secret)).toEqual([secret])
})

test('a web chat, another workspace’s inbox, bot or team are not found by a generic channel’s endpoints', async () => {
  const { ownerContext, inbox } = await aWorkspace(database.db)
  const other = await (await aWorkspace(database.db)).ownerContext()
  const ctx = await ownerContext()
  const { inbox: mine } = await call(inboxEndpoints.createGeneric, { ctx }, choices)
  const foreign = asId<InboxId>(randomUUIDv7())
  for (const [who, inboxId] of [
    [ctx, inbox.id],
    [ctx, foreign],
    [other, mine.id],
  ] as const) {
    const purpose = 'inbound'
    expect(await codeOf(call(inboxEndpoints.secrets, { ctx: who }, { inboxId }))).toBe('not_found')
    expect(await codeOf(call(inboxEndpoints.rotateSecret, { ctx: who }, { inboxId, purpose }))).toBe(
      'not_found',
    )
    expect(await codeOf(call(inboxEndpoints.changeGeneric, { ctx: who }, { ...choices, inboxId }))).toBe(
      'not_found',
    )
  }
  const withTeam = { ...choices, teamId: randomUUIDv7() }
  expect(await codeOf(call(inboxEndpoints.createGeneric, { ctx }, withTeam))).toBe('not_found')
})
