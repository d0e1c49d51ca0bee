import { availableParallelism } from 'node:os'

/** How one step of a run ended: its tests, its time, and what to show when it failed. */
export type StepResult = Readonly<{
  name: string
  passed: number
  failed: number
  seconds: number
  output: string
}>

/** One thing that a run must prove. It answers also when it fails; a throw is a bug of the step. */
export type Step = Readonly<{ name: string; run: () => Promise<Omit<StepResult, 'name'>> }>

function print(result: StepResult): void {
  const counts =
    result.passed + result.failed > 1 ? ` (${result.passed} passed, ${result.failed} failed)` : ''
  const verdict = result.failed === 0 ? 'ok  ' : 'FAIL'
  console.log(`${verdict} ${result.seconds.toFixed(1).padStart(5)} s  ${result.name}${counts}`)
  if (result.failed > 0) console.log(result.output.trimEnd().replace(/^/gm, '     | '))
}

/**
 * Runs the steps, as many at once as there are processors, longest first as listed. Each prints its line when it
 * ends, and its output only if it failed, so that a good run is a short one.
 */
export async function runSteps(
  steps: readonly Step[],
  atOnce = availableParallelism(),
): Promise<StepResult[]> {
  const results: StepResult[] = []
  const waiting = [...steps]
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const result = { name: step.name, ...(await step.run()) }
      print(result)
      results.push(result)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

/** The counts of all steps, as the one line that a run ends with. */
export function totalsLine(results: readonly StepResult[]): string {
  const sum = (count: (result: StepResult) => number) =>
    results.reduce((total, result) => total + count(result), 0)
  return `${sum((result) => result.passed)} passed, ${sum((result) => result.failed)} failed`
}
