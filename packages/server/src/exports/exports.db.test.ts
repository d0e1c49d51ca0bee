import { randomUUIDv7 } from 'node:crypto'
import { exportEndpoints } from '@rapport/contract'
import { asId, type SessionId } from '@rapport/domain'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { findExport } from './exports-queries.ts'
import { anExportDesk, rowsOf } from './testing/an-export-desk.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test('a small export is ready with the answer, and its rows are the sessions in the order of the list', async () => {
  const { aSession, create, read } = await anExportDesk(database.db)
  for (const name of ['Ann', 'Bob', 'Cy']) await aSession([`I am ${name}`], name)
  const made = await create()
  expect(made).toMatchObject({ state: 'done', total: 3, done: 3, gone: 0, error: null })
  const csv = await read(made)
  expect(made.bytes).toBe(Buffer.byteLength(csv))
  expect(csv.startsWith('\ufeffContact,Status,Transcript (UTC)\r\n')).toBe(true)
  const rows = rowsOf(csv)
  expect(rows.slice(1).map(([name]) => name)).toEqual(['Ann', 'Bob', 'Cy'])
  expect(rows[1]?.[2]).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] Ann: I am Ann$/)
})

test('JSON Lines hold each session as it is, its talk as lines, and no text is changed', async () => {
  const { aSession, create, read } = await anExportDesk(database.db)
  await aSession(['=1+1', '"quoted"\nand more'], '@Ann')
  const made = await create({
    format: 'jsonl',
    options: { columns: ['contact', 'state', 'started', 'duration'], transcripts: true },
  })
  const [line = ''] = (await read(made)).split('\n')
  expect(JSON.parse(line)).toMatchObject({
    columns: {
      contact: '@Ann',
      state: 'unassigned',
      started: expect.stringMatching(/Z$/),
      duration: expect.any(Number),
    },
    lines: [
      { kind: 'contact', who: '@Ann', text: '=1+1' },
      { kind: 'contact', who: '@Ann', text: '"quoted"\nand more' },
    ],
  })
})

test('a transcript of sixty thousand characters arrives whole, in cells that Excel can hold, and every row is as wide', async () => {
  const { aSession, create, read } = await anExportDesk(database.db)
  const said = Array.from({ length: 8 }, (_, i) => `${i} ${'word, "quoted" 𝒳\n'.repeat(500)}`.slice(0, 7_600))
  await aSession(['short'], 'Ann')
  await aSession(said, 'Bob')
  await aSession(['also short'], 'Cy')
  const rows = rowsOf(await read(await create()))
  expect(rows[0]).toEqual(['Contact', 'Status', 'Transcript 1 (UTC)', 'Transcript 2 (UTC)'])
  expect(rows.every((row) => row.length === 4 && row.every((cell) => cell.length <= 32_767))).toBe(true)
  const whole = (rows[2]?.slice(2) ?? []).join('')
  expect(whole.length).toBeGreaterThan(60_000)
  expect(whole.replaceAll(/^\[[^\]]+\] Bob: /gm, '')).toBe(said.join('\n'))
  expect(rows[3]?.slice(2).join('')).toMatch(/also short$/)
})

test('no cell and no header of a CSV begins as a formula could, and each text comes back as it was', async () => {
  const { aSession, create, read, ctx } = await anExportDesk(database.db)
  const beginnings = ['=', '+', '-', '@', '\t=', '\r=', '%', '|', '＝', '＋', ' =', "'", '"', '\u200b=']
  for (const start of beginnings) await aSession(['hi'], `${start}1+1`)
  const csv = await read(await create({ options: { columns: ['contact'] } }))
  const cells = (parse(csv, { bom: true }) as string[][]).flat()
  expect(cells.filter((cell) => /^[=+\-@\t\r%|＝＋－＠ "\u200b]/.test(cell))).toEqual([])
  const names = new Set(rowsOf(csv).slice(1).flat())
  const stored = await ctx.db
    .selectFrom('contacts')
    .select('name')
    .where('workspace_id', '=', ctx.scope.workspaceId)
    .execute()
  expect(names).toEqual(new Set(stored.map(({ name }) => name ?? '')))
})

test('nothing that matches, another number than expected, or a session that is not there begins nothing', async () => {
  const { aSession, create, ctx, routes } = await anExportDesk(database.db)
  expect(await codeOf(create())).toBe('nothing_to_export')
  const id = await aSession()
  expect(await codeOf(create({ expected: 2 }))).toBe('selection_changed')
  expect(await codeOf(create({ target: { sessionIds: [id, asId<SessionId>(randomUUIDv7())] } }))).toBe(
    'not_found',
  )
  expect(await codeOf(create({ options: { columns: ['nonsense'] } }))).toBe('invalid_input')
  expect(await codeOf(create({ options: { columns: ['state'], timeZone: 'Mars/Base' } }))).toBe(
    'invalid_input',
  )
  const { items } = await callRoute(routes, exportEndpoints.list, { ctx }, {})
  expect(items).toEqual([])
  expect(await create({ expected: 1, target: { sessionIds: [id] } })).toMatchObject({
    total: 1,
    state: 'done',
  })
})

test('asking twice makes one file', async () => {
  const { aSession, create } = await anExportDesk(database.db)
  await aSession()
  const clientId = randomUUIDv7()
  const [one, two] = await Promise.all([create({ clientId }), create({ clientId })])
  expect(one.id).toBe(two.id)
  expect(await codeOf(create({ clientId, format: 'jsonl' }))).toBe('client_id_reused')
})

test('exports are listed page by page, the newest first, and a cursor of nobody is refused', async () => {
  const { aSession, create, routes, ctx } = await anExportDesk(database.db)
  await aSession()
  const made = [await create(), await create(), await create()]
  const page = (cursor?: string) =>
    callRoute(
      routes,
      exportEndpoints.list,
      { ctx },
      { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
    )
  const first = await page()
  const second = await page(first.next ?? '')
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed())
  expect(second.next).toBeNull()
  for (const cursor of ['nonsense', `1.${'-'.repeat(36)}`])
    expect(await codeOf(page(cursor))).toBe('bad_request')
})

test('somebody else does not know that an export exists', async () => {
  const { aSession, create, routes, agentContext, ctx } = await anExportDesk(database.db)
  await aSession()
  const { id } = await create()
  const other = await agentContext('supervisor')
  const own = { exportId: id }
  for (const by of [other, await (await anExportDesk(database.db)).ownerContext()])
    for (const endpoint of [
      exportEndpoints.get,
      exportEndpoints.link,
      exportEndpoints.cancel,
      exportEndpoints.remove,
    ])
      expect(await codeOf(callRoute(routes, endpoint, { ctx: by }, own))).toBe('not_found')
  expect(await callRoute(routes, exportEndpoints.get, { ctx }, own)).toMatchObject({ id })
})

test('an export is removed with its file', async () => {
  const { aSession, create, routes, ctx } = await anExportDesk(database.db)
  await aSession()
  const { id } = await create()
  const key = (await findExport(ctx.db, ctx.scope, id))?.key ?? ''
  await callRoute(routes, exportEndpoints.remove, { ctx }, { exportId: id })
  expect(await ctx.files.open(key)).toBeNull()
  expect(await codeOf(callRoute(routes, exportEndpoints.get, { ctx }, { exportId: id }))).toBe('not_found')
})
