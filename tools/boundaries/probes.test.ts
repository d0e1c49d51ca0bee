import { copyFile, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { judgeFile } from '../budgets.ts'
import { root } from '../root.ts'
import { runCommand } from '../run-command.ts'
import { cruise } from './cruise.ts'
import { plantTree } from './plant-tree.ts'

// The promises that `npm run check` makes to a reviewer, each broken on purpose with the tools and the
// configuration it runs with. (The import rules have a probe each in import-probes.ts.)

let folders: string[] = []
beforeEach(() => {
  folders = []
})
afterEach(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function plant(files: Record<string, string>, configs: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rapport-probe-'))
  folders.push(folder)
  for (const config of configs) await copyFile(join(root, config), join(folder, config))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  return folder
}

async function refusalsOf(file: string, line: string, needs: readonly string[] = []): Promise<string[]> {
  const folder = await plantTree([{ file, imports: [line], needs }])
  folders.push(folder)
  const { violations } = await cruise(folder, ['packages'])
  return violations.filter(({ from }) => from === file).map(({ rule }) => rule)
}

test('an import in the domain is refused', async () => {
  const refusals = await refusalsOf('packages/domain/src/session/decide.ts', "import { z } from 'zod'")

  expect(refusals).toContain('domain-imports-nothing')
})

test('an import of what a foreign feature is made of is refused', async () => {
  const inside = 'packages/server/src/contacts/find-contact.ts'
  const refusals = await refusalsOf(
    'packages/server/src/sessions/end-session.ts',
    "import { findContact } from '../contacts/find-contact.ts'",
    [inside],
  )

  expect(refusals).toContain('features-by-front-door')
})

test('SQL outside a queries file is refused, whether imported or handed in', async () => {
  const file = 'packages/server/src/sessions/end-session.ts'

  expect(await refusalsOf(file, "import { sql } from 'kysely'")).toContain('sql-in-queries')
  expect(judgeFile(file, "await tx.updateTable('sessions').set(row).execute()")).toHaveLength(1)
})

const floating = `import { Pool } from 'pg'
const pool = new Pool()
/** Loses its promise. */
export function touch(): void {
  pool.query('select 1')
}
/** Loses it too. */
export function touchAll(ids: string[]): void {
  ids.forEach(async (id) => {
    await pool.query(id)
  })
}
`

test('a floating promise and a misused one are refused', async () => {
  const tsconfig = JSON.stringify({ extends: './tsconfig.base.json', include: ['src'] })
  const files = { 'src/touch.ts': floating, 'tsconfig.json': tsconfig }
  const folder = await plant(files, ['.oxlintrc.json', 'tsconfig.base.json'])
  const { code, output } = await runCommand('oxlint', ['--type-aware', '--deny-warnings', 'src'], {
    cwd: folder,
  })

  expect(code).not.toBe(0)
  expect(output).toContain('no-floating-promises')
})

test('a file of 401 lines is refused', () => {
  expect(
    judgeFile('packages/server/src/sessions/end-session.ts', 'const line = 1\n'.repeat(401)),
  ).toHaveLength(1)
})

const untidy = `export function judge(a: any, b: number, c: number, d: number, e: number) {
  return [a, b, c, d, e];
}
export default judge
export function long(): void {
${'  console.info(1)\n'.repeat(61)}}
`

test('an untidy file is refused by name of each rule', async () => {
  const folder = await plant({ 'src/Untidy.ts': untidy }, ['biome.json'])
  const args = ['check', '--error-on-warnings', '--max-diagnostics=none', 'src']
  const { code, output } = await runCommand('biome', args, { cwd: folder })

  expect(code).not.toBe(0)
  for (const rule of ['noDefaultExport', 'noExplicitAny', 'useMaxParams', 'noExcessiveLinesPerFunction']) {
    expect(output).toContain(rule)
  }
  expect(output).toContain('useFilenamingConvention')
  expect(output).toContain('Formatter would have printed')
})

test('what domain may not name does not compile there', async () => {
  const text = 'export const answer = () => [console, fetch, setTimeout, document, process]\n'
  const folder = await plant({ 'packages/domain/src/impure.ts': text }, ['tsconfig.base.json'])
  await cp(join(root, 'packages/domain/tsconfig.json'), join(folder, 'packages/domain/tsconfig.json'))
  const tsc = join(root, 'node_modules/typescript7/bin/tsc')
  const { output } = await runCommand('node', [tsc, '-p', 'packages/domain', '--noEmit'], { cwd: folder })

  for (const name of ['console', 'fetch', 'setTimeout', 'document', 'process']) {
    expect(output).toContain(`'${name}'`)
  }
})
