import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './run-command.ts'
import type { Step } from './step.ts'

type Report = Readonly<{
  numPassedTests: number
  numFailedTests: number
  testResults: readonly Readonly<{ name: string; message: string; assertionResults: readonly TestResult[] }>[]
}>

type TestResult = Readonly<{ status: string; fullName: string; failureMessages: readonly string[] }>

async function readReport(file: string): Promise<Report> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, testResults: [] } // vitest ended before it could write one; its exit code counts
  }
}

/** The tests that failed and why, to stand before the whole log: whoever reads only its beginning learns the most. */
function failuresOf({ testResults }: Report): string {
  const failures = testResults.flatMap(({ name, message, assertionResults }) => [
    ...(message === '' ? [] : [`FAILED ${name}\n${message}`]),
    ...assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `FAILED ${name}: ${fullName}\n${failureMessages.join('\n')}`),
  ])
  return failures.map((failure) => `${failure}\n`).join('')
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
      const report = await readReport(file)
      await rm(folder, { recursive: true })
      const failed = code !== 0 ? Math.max(1, report.numFailedTests) : report.numFailedTests
      const [log = '', ...unhandled] = output.split(/^(?=.*Unhandled Errors)/m)
      const ordered = [failuresOf(report), ...unhandled, log].join('')
      return { passed: report.numPassedTests, failed, seconds, output: ordered }
    },
  }
}
