import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileView, Problem } from '@rapport/contract'
import { asId, type ConversationId, type FileId, instant, type MessageId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Server } from '../app.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import {
  avatarUrl,
  claimFiles,
  keepFile,
  listFilesOf,
  listWaitingFiles,
  makeLink,
  removeUnclaimedFiles,
} from '../platform/files/index.ts'
import { gif, pdf, png } from '../platform/files/testing/sample-files.ts'
import { aWorkspace, type TestPerson, type TestWorkspace } from '../testing/a-workspace.ts'
import { sendRaw } from '../testing/send-raw.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let database: TestDatabase
let server: Server
let workspace: TestWorkspace
let other: TestWorkspace
let aheadMs = 0

beforeAll(async () => {
  database = await openTestDatabase()
  server = await startTestServer(database.connection, {
    overrides: { now: () => instant(Date.now() + aheadMs) },
  })
  workspace = await aWorkspace(database.db)
  other = await aWorkspace(database.db)
})
afterAll(async () => {
  await server.stop()
  await database.close()
})

type Part = Readonly<{ name: string; bytes: Uint8Array | string; type?: string; field?: string }>

const formOf = (...parts: readonly Part[]) => {
  const form = new FormData()
  for (const { name, bytes, type = 'application/octet-stream', field = 'file' } of parts)
    form.append(field, new Blob([typeof bytes === 'string' ? bytes : Buffer.from(bytes)], { type }), name)
  return form
}

async function uploadForm(body: FormData, person: TestPerson = workspace.owner) {
  const headers = { authorization: `Bearer ${person.token}` }
  const answer = await fetch(`${server.origin}/api/v1/files`, { method: 'POST', headers, body })
  return { status: answer.status, json: (await answer.json()) as FileView & Problem }
}

const upload = (part: Part, person?: TestPerson) => uploadForm(formOf(part), person)

/** Every file that lies in the store, parts included. */
async function listStored(): Promise<string[]> {
  const entries = await readdir(join(server.config.dataDir, 'files'), {
    recursive: true,
    withFileTypes: true,
  })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

const link = (id: string, person: TestPerson) =>
  fetch(`${server.origin}/api/v1/files/${id}/link`, { headers: { authorization: `Bearer ${person.token}` } })

test('a picture comes back byte for byte, shown in place, in a sandbox that lets nothing in it act', async () => {
  const { status, json } = await upload({ name: 'cat.png', bytes: png, type: 'image/png' })
  expect(status).toBe(200)
  expect(json).toMatchObject({ name: 'cat.png', mediaType: 'image/png', bytes: png.length, isImage: true })
  const answer = await fetch(new URL(json.url, server.origin))
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png)
  expect(answer.headers.get('content-type')).toBe('image/png')
  expect(answer.headers.get('content-disposition')).toMatch(/^inline; /)
  expect(answer.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; sandbox; frame-ancestors /,
  )
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test.each([
  ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'image/svg+xml'],
  ['page.html', '<!doctype html><script>alert(1)</script>', 'text/html'],
  [
    'page.xhtml',
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
    'application/xhtml+xml',
  ],
  ['offer.pdf', pdf, 'application/pdf'],
  ['script.js', 'alert(1)', 'text/javascript'],
])('%s is only ever saved, never opened in place', async (name, bytes, type) => {
  const { json } = await upload({ name, bytes, type })
  const answer = await fetch(new URL(json.url, server.origin))
  expect(json.isImage).toBe(false)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
  expect(answer.headers.get('content-type')).toMatch(
    /^(application\/(octet-stream|pdf)|text\/plain; charset=utf-8)$/,
  )
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  await answer.arrayBuffer()
})

test('a file that lies about itself is refused, and leaves nothing', async () => {
  const before = await listStored()
  for (const part of [
    { name: 'cat.jpg', bytes: '<html><script>alert(1)</script>', type: 'image/jpeg' },
    { name: 'cat.png', bytes: '<svg onload="alert(1)"/>', type: 'image/png' },
  ]) {
    const { status, json } = await upload(part)
    expect([status, json.code]).toEqual([415, 'file_type_refused'])
  }
  expect(await listStored()).toEqual(before)
})

test('a picture with a script behind it stays a picture', async () => {
  const polyglot = Buffer.concat([gif, Buffer.from('/*<script>alert(1)</script>*/')])
  const { json } = await upload({ name: 'x.js', bytes: polyglot, type: 'text/javascript' })
  const answer = await fetch(new URL(json.url, server.origin))
  expect(answer.headers.get('content-type')).toBe('image/gif')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  await answer.arrayBuffer()
})

test('what is stored has a random name, whatever the sender called it', async () => {
  const { json } = await upload({
    name: '../../..\\evil\u202egnp.exe',
    bytes: 'MZ not really',
    type: 'text/plain',
  })
  expect(json.name).toBe('evilgnp.exe')
  for (const name of await listStored()) expect(name).toMatch(/^[\w-]{43}$/)
})

test('25 MB is taken and a byte more is not, nor two files, nor a field, and none of those leaves anything', async () => {
  const limit = 25 * 1024 * 1024
  const full = await upload({ name: 'full.bin', bytes: new Uint8Array(limit).fill(255) })
  expect(full.json).toMatchObject({ bytes: limit, mediaType: 'application/octet-stream' })
  const before = await listStored()
  const over = await upload({ name: 'over.bin', bytes: new Uint8Array(limit + 1).fill(255) })
  expect([over.status, over.json.code]).toEqual([413, 'too_large'])
  const two = await uploadForm(formOf({ name: 'a.txt', bytes: 'a' }, { name: 'b.txt', bytes: 'b' }))
  expect([two.status, two.json.code]).toEqual([400, 'bad_request'])
  const misnamed = await uploadForm(formOf({ name: 'a.txt', bytes: 'a', field: 'other' }))
  expect(misnamed.status).toBe(422)
  const field = new FormData()
  field.append('file', 'no file at all')
  expect((await uploadForm(field)).status).toBe(422)
  expect(await listStored()).toEqual(before)
})

test('an upload that is cut off leaves nothing', async () => {
  const before = await listStored()
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n`
  await sendRaw(
    server.origin,
    [
      `POST /api/v1/files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${workspace.owner.token}\r\n` +
        `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n${head}`,
      Buffer.alloc(200_000, 7),
    ],
    300,
  )
  await expect.poll(listStored).toEqual(before)
})

test('JSON is no upload, and an upload is no JSON', async () => {
  const headers = { authorization: `Bearer ${workspace.owner.token}` }
  const json = await fetch(`${server.origin}/api/v1/files`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{}',
  })
  expect(json.status).toBe(415)
  const form = await fetch(`${server.origin}/api/v1/teams`, {
    method: 'POST',
    headers,
    body: formOf({ name: 'a.txt', bytes: 'a' }),
  })
  expect(form.status).toBe(415)
})

test('a link opens one file of one workspace for at most 15 minutes, and no forged one opens any', async () => {
  const { json: mine } = await upload({ name: 'mine.txt', bytes: 'mine' })
  const { json: theirs } = await upload({ name: 'theirs.txt', bytes: 'theirs' }, other.owner)
  const open = async (change: (url: URL) => void) => {
    const url = new URL(mine.url, server.origin)
    change(url)
    return (await fetch(url)).status
  }
  const set = (name: string, value: string) => (url: URL) => url.searchParams.set(name, value)
  const expires = new URL(mine.url, server.origin).searchParams.get('expires') ?? ''

  expect(await open(() => undefined)).toBe(200)
  expect(await open(set('signature', '0'.repeat(64)))).toBe(404)
  expect(await open(set('expires', String(Number(expires) + 1)))).toBe(404)
  expect(await open(set('workspaceId', other.scope.workspaceId))).toBe(404)
  expect(await open(set('holder', 'f'.repeat(64)))).toBe(404)
  expect(await open(set('holder', ''))).toBe(404)
  expect(
    await open((url) => {
      url.pathname = new URL(theirs.url, server.origin).pathname
    }),
  ).toBe(404)
  expect(await open((url) => url.searchParams.delete('signature'))).toBe(422)
  // A picture's link for good is signed for another purpose.
  expect(
    await open((url) => {
      url.pathname = `/api/v1/avatars/${mine.id}`
      url.searchParams.delete('expires')
      url.searchParams.delete('holder')
    }),
  ).toBe(404)

  expect(Number(expires)).toBeLessThanOrEqual(Date.now() + 15 * 60_000)
  aheadMs = 15 * 60_000
  expect(await open(() => undefined)).toBe(404)
  aheadMs = 0
})

test('a fresh link is made for who may see the file, and for others the file is not there', async () => {
  const agent = await workspace.aMember('agent')
  const { json: mine } = await upload({ name: 'mine.txt', bytes: 'mine' }, agent)
  expect((await link(mine.id, agent)).status).toBe(200)
  const answers = await Promise.all([
    link(mine.id, workspace.owner),
    link(mine.id, other.owner),
    link(randomUUID(), agent),
  ])
  const bodies = await Promise.all(
    answers.map(async (a) => ({ ...((await a.json()) as Problem), requestId: '' })),
  )
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
  expect(bodies[0]).toMatchObject({ status: 404, code: 'not_found' })
})

test('files are claimed once, by who uploaded them, in the order named', async () => {
  const { scope, platform } = workspace
  const context = await workspace.ownerContext()
  const by = context.actor
  const ids: FileId[] = []
  for (const name of ['a.txt', 'b.txt', 'c.txt']) ids.push((await upload({ name, bytes: name })).json.id)
  const foreign = (await upload({ name: 'x.txt', bytes: 'x' }, other.owner)).json.id
  const [a, b, c] = ids as [FileId, FileId, FileId]
  const claim = (fileIds: FileId[], messageId = asId<MessageId>(randomUUIDv7())) =>
    inTransaction(platform, async (tx) => {
      const conversationId = asId<ConversationId>(randomUUIDv7())
      return { messageId, count: await claimFiles(tx, scope, { fileIds, messageId, conversationId, by }) }
    })

  expect(await listWaitingFiles(platform.db, scope, { fileIds: [c, foreign, a], by })).toMatchObject([
    { id: c },
    { id: a },
  ])
  const { messageId, count } = await claim([b, a])
  expect(count).toBe(2)
  expect((await claim([a, c, foreign])).count).toBe(1)
  const files = await listFilesOf(platform.db, scope, [messageId])
  expect(files.get(messageId)?.map((file) => file.id)).toEqual([b, a])
  expect(await listWaitingFiles(platform.db, scope, { fileIds: [a], by })).toEqual([])
})

test('a kept picture has an address that does not run out; what is not a picture cannot be kept', async () => {
  const { scope } = workspace
  const { actor: by } = await workspace.ownerContext()
  const { json: face } = await upload({ name: 'me.png', bytes: png })
  const { json: page } = await upload({ name: 'me.html', bytes: '<html>' })
  const keep = (fileId: FileId) => inTransaction(server.platform, (tx) => keepFile(tx, scope, { fileId, by }))
  const url = new URL(avatarUrl(server.platform, scope, face.id) ?? '', server.origin)
  expect((await fetch(url)).status).toBe(404)
  expect(await keep(face.id)).toBe(true)
  expect(await keep(page.id)).toBe(false)
  const answer = await fetch(url)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  await answer.arrayBuffer()
})

test('what nobody sent is gone after a day with its bytes; what was sent or kept stays', async () => {
  const { scope } = workspace
  const { actor: by } = await workspace.ownerContext()
  const stray = (await upload({ name: 'stray.txt', bytes: 'stray' })).json
  const sent = (await upload({ name: 'sent.txt', bytes: 'sent' })).json
  const face = (await upload({ name: 'me.png', bytes: png })).json
  await inTransaction(server.platform, async (tx) => {
    const [messageId, conversationId] = [
      asId<MessageId>(randomUUIDv7()),
      asId<ConversationId>(randomUUIDv7()),
    ]
    await claimFiles(tx, scope, { fileIds: [sent.id], messageId, conversationId, by })
    await keepFile(tx, scope, { fileId: face.id, by })
  })
  expect(await removeUnclaimedFiles(server.platform)).toBe(0)
  const before = await listStored()
  const tomorrow = { ...server.platform, now: () => instant(Date.now() + 25 * 3_600_000) }
  const removed = await removeUnclaimedFiles(tomorrow)
  expect(removed).toBeGreaterThanOrEqual(1)
  expect((await listStored()).length).toBe(before.length - removed)
  const { workspaceId } = scope
  const statusOf = async (fileId: FileId) => {
    // In nobody's name, so that it opens whatever is there.
    const { url } = makeLink(server.platform, { workspaceId, fileId })
    return (await fetch(new URL(url, server.origin))).status
  }
  expect(await Promise.all([stray, sent, face].map(({ id }) => statusOf(id)))).toEqual([404, 200, 200])
})

test('with an origin of their own, files are served there alone, and nothing else is', async () => {
  const apart = await startTestServer(database.connection, {
    config: { filesOrigin: 'http://files.example.test' },
  })
  // The browser names the host it asks; here both lead to the same socket.
  const ask = (host: string, path: string) =>
    sendRaw(apart.origin, [`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`])
  try {
    const headers = { authorization: `Bearer ${workspace.owner.token}` }
    const body = formOf({ name: 'a.txt', bytes: 'the bytes' })
    const answer = await fetch(`${apart.origin}/api/v1/files`, { method: 'POST', headers, body })
    const { pathname, search, origin } = new URL(((await answer.json()) as FileView).url, server.origin)
    expect(origin).toBe('http://files.example.test')
    const served = await ask('files.example.test', pathname + search)
    expect(served).toContain('the bytes')
    expect(served).toContain('cross-origin-resource-policy: cross-origin')
    expect(await ask(new URL(apart.origin).host, pathname + search)).toMatch(/^HTTP\/1\.1 404 /)
    expect(await ask('files.example.test', '/api/v1/setup')).toMatch(/^HTTP\/1\.1 404 /)
    expect(await ask('files.example.test', '/')).toMatch(/^HTTP\/1\.1 404 /)
  } finally {
    await apart.stop()
  }
})
