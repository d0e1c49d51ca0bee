import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { anchorOf, listHeadings, listLinks, listNamedFiles } from './docs-links.ts'
import { root } from './root.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).toSorted()
const foreign = new Set(['node_modules', 'dist', 'data', '.git', '.cache', 'coverage'])
const files = globSync('{*,.*,.ci/*,{packages,tools,bench,e2e,docs}/**/*}', {
  cwd: root,
  exclude: (path) => foreign.has(basename(path)),
})

/** What a link leads to: a file of the repository, and a heading in it; null when it leads elsewhere. */
function placeOf(page: string, target: string): { file: string; anchor: string } | null {
  if (/^(https?|mailto):/.test(target)) return null
  const [path = '', anchor = ''] = target.split('#')
  return { file: path === '' ? page : normalize(join(dirname(page), path)), anchor }
}

test.for(pages)('every link of %s leads somewhere', (page) => {
  const broken = listLinks(read(page)).filter(({ target }) => {
    const place = placeOf(page, target)
    if (place === null) return false
    if (!existsSync(join(root, place.file))) return true
    return (
      place.anchor !== '' &&
      !listHeadings(read(place.file)).some(({ text }) => anchorOf(text) === place.anchor)
    )
  })
  expect(broken).toEqual([])
})

test.for(pages)('every file that %s names exists', (page) => {
  const missing = listNamedFiles(read(page)).filter(
    ({ text }) => !files.some((file) => file === text || file.endsWith(`/${text}`)),
  )
  expect(missing).toEqual([])
})

test('every page is found from README', () => {
  const found = new Set(['README.md'])
  for (const page of found) {
    for (const { target } of listLinks(read(page))) {
      const place = placeOf(page, target)
      if (place?.file.endsWith('.md')) found.add(place.file)
    }
  }
  expect(pages.filter((page) => !found.has(page))).toEqual([])
})

// "Operator" is not among them: it is the word for who runs an installation.
const otherWords = /\b(ticket|(?<!web )chat|room|customer|label|department|account)s?\b/i

test('headings call things by their one name', () => {
  const wrong = pages.flatMap((page) =>
    listHeadings(read(page))
      .filter(({ text }) => otherWords.test(text))
      .map(({ text }) => `${page}: ${text}`),
  )
  expect(wrong).toEqual([])
})

test('every command that a page tells people to run exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const run = [
    ...pages
      .map(read)
      .join('\n')
      .matchAll(/\bnpm (?:run (?:-s )?(\w+)|(start|test)\b)/g),
  ]
  expect(run.length).toBeGreaterThan(5)
  expect(run.map(([, named, short]) => named ?? short ?? '').filter((name) => !(name in scripts))).toEqual([])
})

test('a clean machine is told to install and run what README says', () => {
  const [, packages = ''] = /apt-get install ([^#\n]+)/.exec(read('README.md')) ?? []
  const clean = read('.ci/run')
  expect(packages.trim().split(/\s+/)).toContain('chromium')
  for (const name of packages.trim().split(/\s+/)) expect(clean).toMatch(new RegExp(`\\b${name}\\b`))
  expect(clean).toMatch(/^npm .*\btest$/m)
})

test('pictures are shown, and small enough for a page', () => {
  const shown = pages.flatMap((page) =>
    listLinks(read(page)).map(({ target }) => placeOf(page, target)?.file),
  )
  for (const file of globSync('docs/pictures/*', { cwd: root })) {
    expect(shown).toContain(file)
    expect(statSync(join(root, file)).size).toBeLessThan(300_000)
  }
})

test('README is one screen', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(60)
})

test('every variable that a page names is one that is read', () => {
  const source = read('packages/server/src/config.ts')
  const listed = source.slice(source.indexOf('configVariables = {'), source.indexOf('} as const'))
  const declared = new Set([...listed.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name))
  expect(declared.size).toBeGreaterThan(10)
  // Programs that speak to a desk have variables of their own.
  const ofServers = pages.filter((page) => !page.startsWith('docs/developers/'))
  const named = ofServers.flatMap((page) =>
    [...read(page).matchAll(/\b(?:RAPPORT_[A-Z_]+|DATABASE_URL)\b/g)].map(([name]) => ({ page, name })),
  )
  const strange = named.filter(({ name }) => !declared.has(name) && !name.startsWith('RAPPORT_TEST_'))
  expect(strange).toEqual([])
})

test('every sign-in that a page offers is one of the demo', () => {
  const people = read('packages/server/src/demo/demo-people.ts')
  const page = read('docs/operating/README.md')
  const offered = [...page.matchAll(/`(\w+)@demo\.test`/g)].map(([, key]) => key)
  const real = [...people.matchAll(/person\('(\w+)', '/g)].map(([, key]) => key)
  expect(offered).toEqual(real)
  const [, password] = /demoPassword = '([^']+)'/.exec(people) ?? []
  for (const one of [page, read('README.md')]) expect(one).toContain(`\`${password}\``)
})
