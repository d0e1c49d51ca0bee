import { commandStep } from './command-step.ts'
import type { Step } from './step.ts'
import { vitestStep } from './vitest-step.ts'

const tsc = 'node_modules/typescript7/bin/tsc'

/** What `npm run check` proves, slowest first, so that no long step is left to run alone at the end. */
export const checkSteps: readonly Step[] = [
  vitestStep('unit tests', 'rule'),
  // One project after the other: all at once take four times the memory, and on two cores no less time.
  commandStep('types', 'node', [tsc, '-b', '--noEmit', '--builders', '1', '--checkers', '2']),
  commandStep('floating promises', 'oxlint', ['--type-aware', '--deny-warnings']),
  commandStep('unused files, exports, packages', 'knip', ['--no-progress']),
  commandStep('boundaries', 'node', ['tools/boundaries/check-boundaries.ts']),
  commandStep('generated files', 'node', ['tools/generate.ts', '--check']),
  commandStep('format and lint', 'biome', [
    'check',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '--max-diagnostics=100',
  ]),
  commandStep('budgets', 'node', ['tools/budgets.ts']),
  commandStep('lockfile', 'node', ['tools/complete-lockfile.ts', '--check']),
]
