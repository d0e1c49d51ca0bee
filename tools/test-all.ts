import { checkSteps } from './check-steps.ts'
import { commandStep } from './command-step.ts'
import { e2eStep } from './e2e-step.ts'
import { runSteps, totalsLine } from './step.ts'
import { systemDatabasesStep } from './system-databases-step.ts'
import { vitestStep } from './vitest-step.ts'

// One after the other: each of these starts servers and databases, and measures time.
const heavySteps = [
  vitestStep('database tests', 'database'),
  systemDatabasesStep(),
  e2eStep(),
  commandStep('faults, short', 'node', ['tools/faults.ts', '--short']),
]

const results = [...(await runSteps(checkSteps)), ...(await runSteps(heavySteps, 1))]
console.log(totalsLine(results))
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0
