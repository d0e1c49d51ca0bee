import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { lateMessages } from './late-messages.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const lateKeys = Object.keys(lateMessages)

// Under the test runner's own value the bundler builds for development, which nobody is sent.
beforeAll(() => void vi.stubEnv('NODE_ENV', 'production'))
afterAll(() => void vi.unstubAllEnvs())

/** What is fetched before the list of sessions stands: the page's own script and the screen's, with all they import. */
async function firstLoad() {
  const built = await build({ root, logLevel: 'silent', build: { write: false } })
  const files = ([built].flat() as Rolldown.RolldownOutput[]).flatMap(({ output }) => output)
  const chunks = files.filter((file) => file.type === 'chunk')
  const styles = files.flatMap((file) =>
    file.type === 'asset' && file.fileName.endsWith('.css') ? file.source : [],
  )
  const isFirst = ({ isEntry, facadeModuleId }: Rolldown.OutputChunk) =>
    isEntry || facadeModuleId?.endsWith('/sessions/sessions-screen.tsx') === true
  const needed = new Set(chunks.filter(isFirst))
  for (const { imports } of needed)
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) needed.add(chunk)
  const parts = [...needed].flatMap(({ modules }) => Object.entries(modules))
  return {
    files: [...[...needed].map(({ code }) => code), ...styles],
    ours: parts.flatMap(([id, { code }]) => (id.includes('/console/src/') ? (code ?? []) : [])),
  }
}

/** The names of messages in a script: whole ones, and the beginnings that a value is put behind. */
const namesIn = (script: string) =>
  [...script.matchAll(/(["'`])([a-z-]+\.[\w.-]*)(\1|\$\{)/g)].map(([, , name = '', end]) => ({
    name,
    isWhole: end !== '${',
  }))

test('the list of sessions asks for 200 KB of scripts and styles at most, compressed, and says no late word', async () => {
  const { files, ours } = await firstLoad()
  expect(files.length).toBeGreaterThan(3)
  expect(files.reduce((sum, file) => sum + gzipSync(file).length, 0)).toBeLessThanOrEqual(200 * 1024)

  const said = ours.flatMap(namesIn)
  expect(said).toContainEqual({ name: 'sessions.title', isWhole: true })
  const isSaid = (key: string) =>
    said.some(({ name, isWhole }) => (isWhole ? key === name : key.startsWith(name)))
  expect(lateKeys.filter(isSaid)).toEqual([])
}, 60_000)
