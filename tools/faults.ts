import { parseArgs } from 'node:util'
import { drillBackup } from './faults/backup-drill.ts'
import { blackHole } from './faults/black-hole.ts'
import { duplicateDeliveries } from './faults/duplicate-deliveries.ts'
import { killApp } from './faults/kill-app.ts'
import { killDatabase } from './faults/kill-database.ts'
import { killExport } from './faults/kill-export.ts'
import { checkMutants } from './faults/mutants.ts'
import { partition } from './faults/partition.ts'
import { raceLog } from './faults/race-log.ts'
import { reorderEvents } from './faults/reorder-events.ts'
import { rollDeploys } from './faults/roll-deploys.ts'
import { slowReaders } from './faults/slow-readers.ts'
import type { Verdict } from './faults/verdict.ts'

/** What runs: `--short` is the form that `npm test` has time for, `--mutants` and `--only NAME` pick out parts. */
const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
  },
})
const seed = Number(values.seed)

type Run = Readonly<{ name: string; run(): Promise<Verdict> }>

const shortRuns: readonly Run[] = [
  { name: 'FAULT-1', run: () => killApp('apart', { seed, visitors: 30, messages: 300, faults: 3 }) },
  { name: 'FAULT-2', run: () => killDatabase({ seed, visitors: 20, messages: 200, faults: 1 }) },
  {
    name: 'FAULT-3',
    run: () => rollDeploys({ seed, visitors: 15, messages: 200, faults: 2, thinkMs: 300 }),
  },
  {
    name: 'FAULT-4',
    run: () =>
      partition({ seed, visitors: 15, messages: 150, faults: 2, thinkMs: 600, cutMs: 4_500, probes: 15 }),
  },
  { name: 'FAULT-6', run: () => duplicateDeliveries({ seed, events: 60, perSecond: 40, slowMs: 100 }) },
  { name: 'FAULT-7', run: () => reorderEvents({ seed, permutations: 30, atOnce: 6 }) },
  { name: 'FAULT-14', run: () => raceLog({ seed, writers: 32, events: 960, openMs: 5_000 }) },
  { name: 'FAULT-16', run: () => drillBackup({ seed, sessions: 300, files: 8, visitors: 10 }) },
]

const mutants: Run = { name: 'mutants', run: () => checkMutants(seed) }

const fullRuns: readonly Run[] = [
  { name: 'FAULT-1', run: () => killApp('apart', { seed, visitors: 100, messages: 2_000, faults: 10 }) },
  {
    name: 'FAULT-1-with-database',
    run: () => killApp('own', { seed, visitors: 50, messages: 500, faults: 3 }),
  },
  ...(['csv', 'xlsx', 'html'] as const).map((format) => ({
    name: `FAULT-1-export-${format}`,
    run: () => killExport({ seed, format, sessions: 100_000, messages: 10, faults: 2 }),
  })),
  { name: 'FAULT-2', run: () => killDatabase({ seed, visitors: 100, messages: 2_000, faults: 3 }) },
  {
    name: 'FAULT-3',
    run: () =>
      rollDeploys({ seed, visitors: 60, messages: 6_000, faults: 10, thinkMs: 500, withinMs: 240_000 }),
  },
  {
    name: 'FAULT-4',
    run: () =>
      partition({
        seed,
        visitors: 60,
        messages: 7_000,
        faults: 3,
        thinkMs: 1_500,
        withinMs: 300_000,
        cutMs: 30_000,
        probes: 150,
      }),
  },
  {
    name: 'FAULT-5',
    run: () => blackHole({ seed, dark: 40, moved: 8, asleep: 6, twins: 6, longestS: 70 }),
  },
  { name: 'FAULT-10', run: () => slowReaders({ seed, agents: 20, visitors: 20, beforeS: 15, slowS: 40 }) },
  { name: 'FAULT-6', run: () => duplicateDeliveries({ seed, events: 2_000, perSecond: 40, slowMs: 100 }) },
  { name: 'FAULT-7', run: () => reorderEvents({ seed, permutations: 2_000, atOnce: 6 }) },
  { name: 'FAULT-14', run: () => raceLog({ seed, writers: 32, events: 9_600, openMs: 60_000 }) },
  { name: 'FAULT-16', run: () => drillBackup({ seed, sessions: 20_000, files: 60, visitors: 40 }) },
  mutants,
]

function chooseRuns(): readonly Run[] {
  if (values.mutants) return [mutants]
  const runs = values.short ? shortRuns : fullRuns
  return runs.filter(({ name }) => values.only === undefined || name === values.only)
}

const totals = { passed: 0, failed: 0 }
for (const { name, run } of chooseRuns()) {
  const from = performance.now()
  const { line, failures } = await run().catch((error: unknown) => broken(name, error))
  console.log(`${line} seconds=${((performance.now() - from) / 1_000).toFixed(1)}`)
  for (const failure of failures.slice(0, 20)) console.log(`  ${name} fails: ${failure}`)
  totals[failures.length === 0 ? 'passed' : 'failed'] += 1
}
console.log(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0)

/** A run that could not be carried out proves nothing: it fails, and the others go on. */
function broken(name: string, error: unknown): Verdict {
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { line: `${name} void seed=${seed}`, failures: [story] }
}
