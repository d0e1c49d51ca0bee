import { join } from 'node:path'
import { root } from '../root.ts'
import { runCommand } from '../run-command.ts'

type Dependency = Readonly<{ module: string; resolved: string; dependencyTypes: readonly string[] }>
type Module = Readonly<{ source: string; dependencies: readonly Dependency[] }>

// One crossing of a line: which rule refused it, and the files on both sides.
type Violation = Readonly<{ rule: string; from: string; to: string }>

/** What a cruise found, and what it saw: a cruise that saw nothing finds nothing either. */
export type Cruise = Readonly<{ violations: readonly Violation[]; modules: readonly Module[] }>

type Report = Readonly<{
  modules: readonly Module[]
  summary: Readonly<{ violations: readonly Readonly<{ rule: { name: string }; from: string; to: string }>[] }>
}>

const config = join(root, '.dependency-cruiser.cjs')

/**
 * Follows the imports below `folder` by the rules of .dependency-cruiser.cjs, and by the one rule it cannot
 * express: what browsers run reaches no zod. Throws when the cruise itself fails.
 */
export async function cruise(folder: string, starts: readonly string[]): Promise<Cruise> {
  const args = ['--config', config, '--output-type', 'json', ...starts]
  const result = await runCommand('depcruise', args, { cwd: folder })
  if (!result.output.startsWith('{')) throw new Error(`dependency-cruiser failed:\n${result.output}`)
  const report: Report = JSON.parse(result.output)
  const found = report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  return { violations: [...found, ...zodInBrowsers(report.modules)], modules: report.modules }
}

const isTest = (source: string) => /\.(test|spec)\.tsx?$|\/testing\//.test(source)
const isBrowserCode = (source: string) => /^packages\/(sdk|widget)\/src\//.test(source) && !isTest(source)

// Types vanish before a browser sees them, so only what is imported as a value counts, however far away it is.
function zodInBrowsers(modules: readonly Module[]): Violation[] {
  const bySource = new Map(modules.map((module) => [module.source, module]))
  const starts = modules.map((module) => module.source).filter(isBrowserCode)
  const from = new Map(starts.map((source) => [source, source]))
  const violations: Violation[] = []
  for (const [source, start] of from) {
    if (source.includes('node_modules/zod/'))
      violations.push({ rule: 'browsers-run-no-zod', from: start, to: source })
    for (const dependency of bySource.get(source)?.dependencies ?? []) {
      const isValue = !dependency.dependencyTypes.includes('type-only')
      if (isValue && !from.has(dependency.resolved)) from.set(dependency.resolved, start)
    }
  }
  return violations
}
