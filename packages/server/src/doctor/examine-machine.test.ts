import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examineFolder, examineNode, examineOrigin, examinePort, isPublic } from './examine-machine.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-doctor-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('a Node that cannot run the product is told', () => {
  expect(examineNode()).toMatchObject({ state: 'ok' })
  expect(examineNode('20.19.0')).toMatchObject({ state: 'failed' })
})

test('a data folder is well when it can be written to, and so is one that is not there yet', async () => {
  expect((await examineFolder(folder)).map(({ state }) => state)).toEqual(['ok', 'ok'])
  expect(await examineFolder(join(folder, 'later'))).toMatchObject([{ state: 'ok' }])
  const file = join(folder, 'file')
  await writeFile(file, '')
  expect(await examineFolder(join(file, 'data'))).toMatchObject([
    { state: 'failed', words: expect.stringContaining('(ENOTDIR): give it to') },
  ])
})

test('a key that others may read is told with the cure', async () => {
  const path = join(folder, 'secret-key')
  await writeFile(path, 'x')
  await chmod(path, 0o644)
  expect(await examineFolder(folder)).toContainEqual({
    check: 'key file',
    state: 'warning',
    words: `others may read ${path}: run "chmod 600 ${path}"`,
  })
  await chmod(path, 0o600)
  expect((await examineFolder(folder)).map(({ check }) => check)).not.toContain('key file')
})

async function listening(answer: string): Promise<Server & AsyncDisposable> {
  const server = createServer((_, response) => response.end(answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

test('a port is free, ours, or somebody else’s', async () => {
  const host = '127.0.0.1'
  const ours = await listening('{"status":"ok"}')
  const others = await listening('<html>')
  const portOf = (server: Server) => (server.address() as AddressInfo).port
  expect(await examinePort({ host, port: portOf(ours) })).toMatchObject({ state: 'ok' })
  expect(await examinePort({ host, port: portOf(others) })).toMatchObject({
    state: 'failed',
    words: expect.stringContaining('in use by another program'),
  })
  const { port } = others.address() as AddressInfo
  await new Promise((resolve) => others.close(resolve))
  expect(await examinePort({ host, port })).toMatchObject({ state: 'ok', words: `${port} is free` })
  expect(await examinePort({ host: '192.0.2.1', port })).toMatchObject({ state: 'failed' })
  await new Promise((resolve) => ours.close(resolve))
})

const local = { host: '127.0.0.1', publicOrigin: 'http://localhost:4300', trustedProxies: 0 }
const desk = { ...local, publicOrigin: 'https://desk.example.com', trustedProxies: 1 }

test.each([
  ['this machine alone', local, 'ok'],
  ['behind a proxy with TLS', desk, 'ok'],
  ['open to the network under a local name', { ...local, host: '0.0.0.0' }, 'warning'],
  ['without TLS', { ...desk, publicOrigin: 'http://desk.example.com' }, 'warning'],
  ['behind a proxy that is not counted', { ...desk, trustedProxies: 0 }, 'warning'],
])('where browsers come from: %s', (_, reach, state) => {
  expect(examineOrigin({ filesOrigin: reach.publicOrigin, ...reach })).toMatchObject({ state })
})

test('a desk is public when others than this machine reach it', () => {
  expect([local, desk, { ...local, host: '0.0.0.0' }].map(isPublic)).toEqual([false, true, true])
})
