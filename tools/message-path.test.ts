import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { listLinks } from './docs-links.ts'
import { root } from './root.ts'

const linesMax = 600
const server = 'packages/server/src'
const stops = [
  `${server}/channels/receive-delivery.ts`,
  `${server}/channels/web/parse-web.ts`,
  `${server}/sessions/ingest-message.ts`,
  'packages/domain/src/session/decide.ts',
  `${server}/sessions/record-events.ts`,
  `${server}/sessions/follow-session.ts`,
  'packages/sdk/src/session-store.ts',
  'packages/console/src/sessions/use-session.ts',
] as const

/** Each joint that the page calls an import: who imports whom, if need be by way of front doors and these files. */
const joints: readonly (readonly [string, ...string[]])[] = [
  [`${server}/channels/web/visitor-socket.ts`, stops[0]],
  [stops[0], stops[1]],
  [stops[0], `${server}/sessions/index.ts`, stops[2]],
  [stops[2], 'packages/domain/src/index.ts', stops[3]],
  [stops[2], stops[4]],
  [`${server}/sessions/hub.ts`, stops[5]],
  [`${server}/sessions/hub.ts`, `${server}/sessions/feed.ts`],
  [`${server}/sessions/hub.ts`, `${server}/sessions/make-news.ts`],
  [`${server}/sessions/change-session.ts`, stops[4]],
  [`${server}/sessions/send-message.ts`, `${server}/sessions/change-session.ts`],
  [`${server}/sessions/session-routes.ts`, `${server}/sessions/send-message.ts`],
  [stops[6], 'packages/sdk/src/fold-conversation.ts', 'packages/domain/src/index.ts'],
  [stops[7], 'packages/console/src/app/index.ts', 'packages/console/src/app/client.tsx'],
  ['packages/console/src/app/client.tsx', 'packages/sdk/src/index.ts'],
]

const read = (file: string) => readFileSync(join(root, file), 'utf8')

const packageDoors: Readonly<Record<string, string>> = {
  '@rapport/domain': 'packages/domain/src/index.ts',
  '@rapport/sdk': 'packages/sdk/src/index.ts',
}

/** The files that a file imports or hands on; types count only `withTypes`, since a type alone does nothing. */
function importsOf(file: string, withTypes = true): readonly string[] {
  const text = withTypes ? read(file) : read(file).replaceAll(/^(im|ex)port type [^;]*?from '[^']+'$/gm, '')
  const named = text.matchAll(/\bfrom\s+'([^']+)'|\bimport\('([^']+)'\)/g)
  return [...named].map(([, plain, dynamic]) => {
    const specifier = plain ?? dynamic ?? ''
    return packageDoors[specifier] ?? normalize(join(dirname(file), specifier))
  })
}

test('the page names exactly the eight stops, in order, each with a promise', () => {
  const rows = read('docs/message-path.md')
    .split('\n')
    .filter((line) => /^\| \d \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const linked = rows.map(([, , , file = '']) =>
    listLinks(file).map(({ target }) => normalize(join('docs', target))),
  )
  expect(linked).toEqual(stops.map((stop) => [stop]))
  expect(rows.map(([, number]) => number)).toEqual(stops.map((_, i) => String(i + 1)))
  for (const [, , stop = '', , promise = ''] of rows)
    expect([stop, promise.length > 20]).toEqual([stop, true])
})

test('the eight stops together are read in one sitting', () => {
  const lines = stops.map((stop) => read(stop).trimEnd().split('\n').length)
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(linesMax)
})

test.for(joints)('a click leads from %s on', (joint) => {
  for (const [i, file] of joint.entries()) {
    const next = joint[i + 1]
    expect(existsSync(join(root, file))).toBe(true)
    if (next !== undefined) expect(importsOf(file), `${file} imports ${next}`).toContain(next)
  }
})

test('a living session changes in two ways only, and whoever follows does so through the hub', () => {
  const sources = globSync(`${server}/**/*.ts`, { cwd: root }).filter(
    (file) => !/\.test\.ts$|\/testing\//.test(file),
  )
  const importersOf = (target: string) =>
    sources.filter((file) => importsOf(file, false).includes(target)).toSorted()
  const twoWays = [`${server}/sessions/change-session.ts`, stops[2]]
  expect(importersOf(stops[4])).toEqual(twoWays)
  expect(importersOf(stops[5])).toEqual([`${server}/sessions/hub.ts`])
})
