import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

// Under the test runner's own value the bundler builds for development, which nobody is sent.
beforeAll(() => void vi.stubEnv('NODE_ENV', 'production'))
afterAll(() => void vi.unstubAllEnvs())

async function sizesOf(configFile: string): Promise<ReadonlyMap<string, number>> {
  const built = await build({
    root,
    configFile: root + configFile,
    logLevel: 'silent',
    build: { write: false },
  })
  const outputs = [built].flat() as Rolldown.RolldownOutput[]
  const files = outputs.flatMap(({ output }) => output)
  return new Map(
    files.map((file) => [file.fileName, gzipSync(file.type === 'chunk' ? file.code : file.source).length]),
  )
}

test('the loader is 3 KB at most, compressed', async () => {
  const sizes = await sizesOf('vite.loader.config.ts')
  expect([...sizes.keys()]).toEqual(['widget.js'])
  expect(sizes.get('widget.js')).toBeLessThanOrEqual(3_000)
})

test('an opened panel is 30 KB at most, compressed: page, script, style and the longest language', async () => {
  const sizes = [...(await sizesOf('vite.config.ts'))]
  const isLanguage = ([name]: [string, number]) => /\/(en|zh|cs|id|ar)-/.test(name)
  const always = sizes.filter((size) => !isLanguage(size)).reduce((sum, [, bytes]) => sum + bytes, 0)
  const languages = sizes.filter(isLanguage).map(([, bytes]) => bytes)
  expect(languages).toHaveLength(5)
  expect(always + Math.max(...languages)).toBeLessThanOrEqual(30_000)
}, 60_000)
