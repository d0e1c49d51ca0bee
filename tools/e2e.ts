import { e2eStep } from './e2e-step.ts'
import { runSteps, totalsLine } from './step.ts'

// Words after the command choose files by name, as in `npm run e2e -- conversation`.
const results = await runSteps([e2eStep(process.argv.slice(2))])
console.log(totalsLine(results))
process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0
