import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './run-command.ts'
import type { Step } from './step.ts'

type Report = Readonly<{ numPassedTests: number; numFailedTests: number }>

async function readReport(file: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0 } // vitest ended before it could write one; its exit code counts
  }
}

/**
 * A step that is one project of vitest.config.ts; every test counts. A run that ends badly without a failed test (a
 * file that cannot be imported, an error after the last test) counts as one.
 */
export function vitestStep(
  name: string,
  project: string,
  filters: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Step {
  return {
    name,
    run: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'rapport-tests-'))
      const file = join(folder, 'report.json')
      const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
      const { code, output, seconds } = await runCommand(
        'node',
        ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters, ...filters],
        { env: { NO_COLOR: '1', ...env } },
      )
      const { numPassedTests, numFailedTests } = await readReport(file)
      await rm(folder, { recursive: true })
      const failed = code !== 0 ? Math.max(1, numFailedTests) : numFailedTests
      return { passed: numPassedTests, failed, seconds, output }
    },
  }
}
