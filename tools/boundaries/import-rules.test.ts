import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cruise, cruise } from './cruise.ts'
import { allowedImports, type ImportProbe, importProbes } from './import-probes.ts'
import { plantTree } from './plant-tree.ts'

type Rule = Readonly<{ name: string; from: { path?: string } }>
const { forbidden }: { forbidden: readonly Rule[] } = createRequire(import.meta.url)(
  '../../.dependency-cruiser.cjs',
)

// The rules for who knows which feature come from a list, and so do their probes: none may know an unheard-of one.
const edgeProbes: readonly ImportProbe[] = forbidden
  .filter((rule) => rule.name.startsWith('feature-edges-of-') && rule.name !== 'feature-edges-of-others')
  .map(({ name }) => ({
    rule: name,
    file: `packages/server/src/${name.slice('feature-edges-of-'.length)}/knows-too-much.ts`,
    imports: ["import '../unheard-of/index.ts'"],
    needs: ['packages/server/src/unheard-of/index.ts'],
  }))

const probes = [...importProbes, ...edgeProbes]
let folder = ''
let cruised: Cruise

beforeAll(async () => {
  folder = await plantTree([...probes, ...allowedImports])
  cruised = await cruise(folder, ['packages', 'tools', 'bench'])
}, 60_000)

afterAll(() => rm(folder, { recursive: true, force: true }))

const rulesBrokenBy = (file: string) =>
  cruised.violations.filter(({ from }) => from === file).map(({ rule }) => rule)

describe('an import that breaks a rule is refused', () => {
  test.for(probes)('$rule: $file', ({ rule, file }) => {
    expect(rulesBrokenBy(file)).toContain(rule)
  })
})

test('every rule has a probe that breaks it', () => {
  const probed = new Set(probes.map(({ rule }) => rule))

  expect(forbidden.map(({ name }) => name).filter((name) => !probed.has(name))).toEqual([])
})

test('sessions know nobody who reacts to them', () => {
  const rule = forbidden.find(({ name }) => name === 'feature-edges-of-sessions')

  expect(JSON.stringify(rule)).not.toMatch(/channels|hosting|notifications|webhooks|routing|automations/)
})

describe('an import that the rules allow passes', () => {
  test.for(allowedImports)('$file', ({ file }) => {
    expect(cruised.modules.map(({ source }) => source)).toContain(file)
    expect(rulesBrokenBy(file).filter((rule) => rule !== 'no-orphans')).toEqual([])
  })
})
