import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listBareExports } from './docs-exports.ts'
import { root } from './root.ts'

const sourcesOf = (name: string) =>
  globSync(`packages/${name}/src/**/*.ts`, { cwd: root }).filter(
    (file) => !/\.test\.ts$|\/(testing|generated)\//.test(file),
  )

test.for(['domain', 'contract', 'sdk'])('every export of %s says what it promises', (name) => {
  const files = sourcesOf(name)
  expect(files.length).toBeGreaterThan(10)
  const bare = files.flatMap((file) =>
    listBareExports(readFileSync(join(root, file), 'utf8')).map((one) => `${file}:${one.line} ${one.name}`),
  )
  expect(bare).toEqual([])
})

test('an export without a docstring is found', () => {
  const source =
    '/** Said. */\nexport const a = 1\n\nexport const b = {\n  c: 2,\n}\nexport type D = string\n'
  expect(listBareExports(source)).toEqual([
    { name: 'b', line: 4 },
    { name: 'D', line: 7 },
  ])
})

test('a type read off a documented value needs no words of its own', () => {
  const source =
    '/** Said. */\nexport const view = z.strictObject({\n})\nexport type View = z.output<typeof view>\n'
  expect(listBareExports(source)).toEqual([])
  expect(listBareExports(source.replace('/** Said. */\n', ''))).toHaveLength(2)
})

test('a list of like things stands under one comment, up to the blank line', () => {
  const source =
    '/** All of them. */\nexport const a = id<A>()\nexport const b = id<B>()\n\nexport const c = id<C>()\n'
  expect(listBareExports(source)).toEqual([{ name: 'c', line: 5 }])
})
