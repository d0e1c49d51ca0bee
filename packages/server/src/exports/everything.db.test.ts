import { randomUUIDv7 } from 'node:crypto'
import { workspaceHeader } from '@rapport/contract'
import { asId, type BotId, type ContactId, type SessionId } from '@rapport/domain'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { insertBot, startsInOf } from '../inboxes/index.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { ingestMessage } from '../sessions/index.ts'
import { aWorkspace, type TestWorkspace } from '../testing/a-workspace.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let desk: TestWorkspace
let sessions: Awaited<ReturnType<typeof fillDesk>>
beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection)
  desk = await aWorkspace(database.db)
  sessions = await fillDesk()
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

const zone = 'Asia/Kathmandu'
const timePattern = String.raw`\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\]`
const long = Array.from({ length: 8 }, (_, i) => `${i} ${'word, "quoted" 𝒳\n'.repeat(500)}`.slice(0, 7_600))
const ofSession = {
  order: { kind: 'text', value: '=A-17, "blue"', shown: '=A-17, "blue"' },
  weight: { kind: 'number', value: 2.5, shown: '2.5' },
  due: { kind: 'date', value: '2026-12-24', shown: '2026-12-24' },
  plan: { kind: 'choice', value: 'Pro', shown: 'Pro' },
  topics: { kind: 'multi_choice', value: ['Pro', 'Free'], shown: 'Pro, Free' },
  paid: { kind: 'boolean', value: false, shown: 'No' },
  shop: { kind: 'url', value: 'https://shop.example/?a=1', shown: 'https://shop.example/?a=1' },
} as const
const ofContact = {
  tier: { kind: 'choice', value: 'Free', shown: 'Free' },
  visits: { kind: 'number', value: 12, shown: '12' },
} as const
const columns = [
  ...['number', 'contact', 'email', 'state', 'agent', 'bot', 'endedBy', 'started', 'messages'],
  ...Object.keys(ofSession).map((key) => `field.${key}`),
  ...Object.keys(ofContact).map((key) => `contact.${key}`),
]

async function call(path: string, body?: object | FormData): Promise<Response> {
  const isForm = body instanceof FormData
  const answer = await fetch(`${server.origin}${path.startsWith('/api') ? '' : '/api/v1'}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${desk.owner.token}`,
      [workspaceHeader]: desk.scope.workspaceId,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}
const write = (path: string, body: object = {}) => call(path, { clientId: randomUUIDv7(), ...body })

type Visit = Readonly<{ inbox?: TestWorkspace['inbox']; name?: string | null; email?: string | null }>

/** A visitor writes, as their channel tells it. */
async function visit(
  words: readonly string[],
  { inbox = desk.inbox, name = null, email = null }: Visit = {},
) {
  const ctx = await desk.ownerContext()
  const thread = randomUUIDv7()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: thread, verified: false, name, email, locale: null }
  const arrival = { inboxId: inbox.id, startsIn: startsInOf(inbox) }
  let sessionId = asId<SessionId>('')
  for (const text of words) {
    const said = { key: randomUUIDv7(), thread, contactId, person, text, fileIds: [], clientId: null }
    sessionId = (await ingestMessage(ctx, arrival, said)).sessionId
  }
  return { sessionId, contactId }
}

async function addFields(scope: 'session' | 'contact', fields: typeof ofSession | typeof ofContact) {
  for (const [key, { kind }] of Object.entries(fields)) {
    const choices = kind === 'choice' || kind === 'multi_choice' ? { choices: ['Free', 'Pro'] } : {}
    await call('/fields', { scope, key, name: `Field ${key}`, kind, ...choices })
  }
}
const valuesOf = (fields: typeof ofSession | typeof ofContact) =>
  Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]))

/** One session with everything in it, one long talk with somebody unnamed, and one that a bot holds. */
async function fillDesk() {
  await addFields('session', ofSession)
  await addFields('contact', ofContact)
  const full = await visit(['Where is it?', 'My number is 12'], {
    name: '=Grace, "Hopper"',
    email: 'grace@example.test',
  })
  const base = `/sessions/${full.sessionId}`
  await write(`${base}/take`)
  await write(`${base}/fields`, { fields: valuesOf(ofSession) })
  await call(`/contacts/${full.contactId}/fields`, { fields: valuesOf(ofContact) })
  const form = new FormData()
  form.set('file', new Blob(['paid'], { type: 'text/plain' }), 'bill; May, 1.txt')
  const file = (await (await call('/files', form)).json()) as { id: string }
  await write(`${base}/messages`, { text: 'On its way', fileIds: [file.id] })
  await write(`${base}/notes`, { text: 'Only among ourselves' })
  await write(`${base}/end`)
  await sql`update messages set text = null
    where workspace_id = ${desk.scope.workspaceId} and session_id = ${full.sessionId} and text = 'My number is 12'`.execute(
    database.db,
  )
  const talk = await visit(long)
  const botId = asId<BotId>(randomUUIDv7())
  await inTransaction(database.db, (tx) =>
    insertBot(tx, desk.scope, { id: botId, name: 'Robin', script: {} }),
  )
  const held = await visit(['Anybody?'], {
    inbox: await desk.anInbox({ name: 'Bot first', startsIn: 'bot', botId }),
    name: 'Ann',
  })
  return { full: full.sessionId, talk: talk.sessionId, held: held.sessionId }
}

/** The file as somebody fetches it. */
async function fetchExport(format: 'csv' | 'jsonl'): Promise<string> {
  const options = { columns, transcripts: true, notes: true, systemMessages: true, files: true }
  const begun = await write('/exports', {
    ...{ format, target: { sessionIds: [sessions.full, sessions.talk, sessions.held] } },
    options: { ...options, timeZone: zone, language: 'en' },
  })
  const { id } = (await begun.json()) as { id: string }
  const { url } = (await (await call(`/exports/${id}/link`, {})).json()) as { url: string }
  return await (await call(url)).text()
}

/** What stands in a cell, without the apostrophe that keeps a text from being a formula. */
const meant = (cell: string | undefined) => cell?.replace(/^'(?=[='])/, '')

const fieldNames = Object.keys(ofSession)
  .map((key) => `Field ${key}`)
  .join(', ')
/** A summary and its mood come by themselves, before the export or after it. */
const isJudged = /^(?:– )?(?:A summary was written|The contact's mood)/
type Line = Readonly<{ kind: string; who: string; text: string | null }>

async function startedOf(id: SessionId): Promise<Date> {
  const { rows } = await sql<{ at: string }>`
    select started_at::text as at from sessions
     where workspace_id = ${desk.scope.workspaceId} and session_id = ${id}`.execute(database.db)
  return new Date(rows[0]?.at ?? '')
}
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })

test('a CSV with everything at once has every cell as it should be', async () => {
  const csv = await fetchExport('csv')
  const [head = [], ...rows] = parse(csv, { bom: true }) as string[][]
  const named = rows.map((row) => Object.fromEntries(head.map((header, i) => [header, row[i]])))
  const [full, talk, held] = named
  expect(head.slice(0, 9)).toEqual([
    ...['Session ID', 'Contact', 'E-mail', 'Status', 'Agent', 'Bot', 'Ended by', `Started (${zone})`],
    'Messages',
  ])
  expect(rows.every((row) => row.length === head.length && row.every((cell) => cell.length <= 32_767))).toBe(
    true,
  )
  expect(named.map((row) => meant(row.Contact))).toEqual(['=Grace, "Hopper"', 'Visitor', 'Ann'])
  expect(named.map((row) => row['E-mail'])).toEqual(['grace@example.test', '', ''])
  expect(named.map((row) => row.Status)).toEqual(['Ended', 'Unassigned', 'Bot'])
  expect(named.map((row) => row.Agent)).toEqual(['Olive Owner', '', ''])
  expect(named.map((row) => row.Bot)).toEqual(['', '', 'Robin'])
  expect(named.map((row) => row['Ended by'])).toEqual(['Olive Owner', '', ''])
  expect(named.map((row) => row.Messages)).toEqual(['3', '8', '1'])
  expect(full?.[`Started (${zone})`]).toBe(clock.format(await startedOf(sessions.full)))
  for (const [key, { shown }] of Object.entries({ ...ofSession, ...ofContact })) {
    expect([key, meant(full?.[`Field ${key}`])]).toEqual([key, shown])
    expect([key, talk?.[`Field ${key}`]]).toEqual([key, ''])
  }
  const told = (row: typeof full) =>
    meant(`${row?.[`Transcript 1 (${zone})`]}${row?.[`Transcript 2 (${zone})`]}`)
  const said = told(full)
    ?.split('\n')
    .map((line) => line.replace(new RegExp(`^${timePattern} `), ''))
    .filter((line) => !isJudged.test(line))
  expect(said).toEqual([
    '– The session began',
    '=Grace, "Hopper": Where is it?',
    '=Grace, "Hopper": [erased]',
    '– Taken by Olive Owner',
    `– ${fieldNames} filled in by Olive Owner`,
    'Olive Owner: On its way [file: bill; May, 1.txt]',
    '[note] Olive Owner: Only among ourselves',
    '– Ended by Olive Owner',
  ])
  const written = told(talk)?.replaceAll(new RegExp(`^${timePattern} (– |Visitor: )`, 'gm'), '')
  expect(written).toBe(['The session began', ...long].join('\n'))
  expect(told(held)).toMatch(/Ann: Anybody\?$/)
})

test('JSON Lines with everything at once hold values as they are, and null where nothing is known', async () => {
  const lines = (await fetchExport('jsonl')).trimEnd().split('\n')
  const [full, talk, held] = lines.map((line) => JSON.parse(line))
  expect(full.columns).toMatchObject({
    ...{ contact: '=Grace, "Hopper"', email: 'grace@example.test', state: 'ended', bot: null },
    started: (await startedOf(sessions.full)).toISOString(),
    ...Object.fromEntries(Object.entries(ofSession).map(([key, { value }]) => [`field.${key}`, value])),
    ...Object.fromEntries(Object.entries(ofContact).map(([key, { value }]) => [`contact.${key}`, value])),
  })
  const ofFull = full.lines.filter(({ text }: Line) => !isJudged.test(text ?? ''))
  expect(ofFull.map(({ kind, who, text }: Line) => [kind, who, text])).toEqual([
    ['system', 'Rapport', 'The session began'],
    ['contact', '=Grace, "Hopper"', 'Where is it?'],
    ['contact', '=Grace, "Hopper"', null],
    ['system', 'Rapport', 'Taken by Olive Owner'],
    ['system', 'Rapport', `${fieldNames} filled in by Olive Owner`],
    ['agent', 'Olive Owner', 'On its way'],
    ['note', 'Olive Owner', 'Only among ourselves'],
    ['system', 'Rapport', 'Ended by Olive Owner'],
  ])
  expect(full.lines[5].files).toEqual([
    { id: expect.any(String), name: 'bill; May, 1.txt', mediaType: 'text/plain', bytes: 4 },
  ])
  expect(talk.columns).toMatchObject({ contact: null, agent: null, 'field.paid': null })
  const said = talk.lines.filter(({ kind }: Line) => kind === 'contact')
  expect(said.map(({ who, text }: Line) => [who, text])).toEqual(long.map((text) => ['Visitor', text]))
  expect(held.columns).toMatchObject({ contact: 'Ann', agent: null, bot: 'Robin', state: 'bot' })
})
