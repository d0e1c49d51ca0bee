import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from './run-command.ts'
import { aTerminal } from './testing/a-terminal.ts'

let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-cli-'))
  file = join(folder, 'empty.jsonl')
  await writeFile(file, '')
})
afterAll(() => rm(folder, { recursive: true }))

test('a data folder that cannot be made is told in one line', async () => {
  const { terminal, err } = aTerminal({ RAPPORT_DATA_DIR: join(file, 'data') })
  expect(await runCommand(['import', file], terminal)).toBe(2)
  expect(err).toEqual([expect.stringMatching(/^RAPPORT_DATA_DIR must be a folder .*$/)])
})

test('whatever makes no sense is told in one line and ends with 2', async () => {
  const nonsense = [
    ['frobnicate'],
    ['import'],
    ['import', join(folder, 'nowhere.jsonl')],
    ['import', folder],
    ['import', file, file],
    ['import', file, '--frobnicate'],
    ['import', file, '--workspace'],
    ['replay', file, '--speed', 'fast'],
    ['replay', file, '--speed', '0'],
    ['replay', file, '--visitors', '181'],
    ['replay', file, '--limit', ''],
    ['replay', file, '--url', 'ftp://desk'],
    ['replay', file, '--url', 'http://127.0.0.1:1'],
  ]
  for (const args of nonsense) {
    const { terminal, out, err } = aTerminal({ RAPPORT_DATA_DIR: folder })
    expect([args, await runCommand(args, terminal)]).toEqual([args, 2])
    expect([args, err.length, out]).toEqual([args, 1, []])
    expect(err[0]).not.toContain('\n')
  }
})

test('a setting that cannot be used is told in one line', async () => {
  const { terminal, err } = aTerminal({ PORT: 'eighty' })
  expect(await runCommand(['import', file], terminal)).toBe(2)
  expect(err).toHaveLength(1)
  expect(err[0]).toMatch(/^PORT must be/)
})

test('every command explains itself, with what it ends with', async () => {
  const { terminal, out } = aTerminal()
  expect(await runCommand(['--help'], terminal)).toBe(0)
  const names = [...(out[0] ?? '').matchAll(/^ {2}(\S+(?: [a-z]+)?) {2,}\S/gm)].map(([, name = '']) => name)
  expect(names).toEqual(expect.arrayContaining(['doctor', 'backup', 'restore', 'demo', 'import', 'replay']))
  for (const name of names) {
    const one = aTerminal()
    expect([name, await runCommand([...name.split(' '), '--help'], one.terminal)]).toEqual([name, 0])
    expect(one.out[0]).toMatch(new RegExp(`^rapport ${name}\\b`))
    expect(one.out[0]).toMatch(/\bends with 0 when /i)
  }
})
