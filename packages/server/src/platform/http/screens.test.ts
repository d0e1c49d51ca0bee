import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveScreens } from './screens.ts'

let folder: string
let app: FastifyInstance
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-screens-'))
  app = Fastify({ exposeHeadRoutes: false })
})
afterEach(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const origin = 'http://localhost:4300'
const serve = () =>
  serveScreens(app, {
    sites: { publicOrigin: origin, filesOrigin: origin, consoleOrigins: [origin] },
    consoleFolder: join(folder, 'console'),
    widgetFolder: join(folder, 'widget'),
    frameAncestors: async () => [],
  })

test('a server nothing was built for starts, and its screens say what to do', async () => {
  await serve()
  const page = await app.inject('/sessions')
  expect(page.statusCode).toBe(503)
  expect(page.body).toContain('has not been built')
})

test('what is built after the start is served from its own folder, also by its head alone, and nothing beside it', async () => {
  await serve()
  await mkdir(join(folder, 'console/assets'), { recursive: true })
  await writeFile(join(folder, 'console/index.html'), '<h1>Console</h1>')
  await writeFile(join(folder, 'console/assets/page.js'), 'export {}')
  await writeFile(join(folder, 'secret.txt'), 'secret')
  const page = await app.inject('/sessions')
  expect([page.statusCode, page.body]).toEqual([200, '<h1>Console</h1>'])
  const head = await app.inject({ method: 'HEAD', url: '/sessions' })
  expect([head.statusCode, head.body]).toEqual([200, ''])
  const asset = await app.inject('/assets/page.js')
  expect([asset.statusCode, asset.headers['cache-control']]).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ])
  for (const path of [
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/widget/assets/page.js',
  ])
    expect((await app.inject(path)).body, path).not.toMatch(/secret|export/)
})
