import { checkSteps } from './check-steps.ts'
import { runSteps, totalsLine } from './step.ts'

const results = await runSteps(checkSteps)
console.log(totalsLine(results))
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0
