import { expect, test, vi } from 'vitest'
import { commandStep } from './command-step.ts'
import { runSteps, totalsLine } from './step.ts'

const quietly = async <Result>(run: () => Promise<Result>): Promise<Result> => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  return run().finally(() => log.mockRestore())
}

test('a command that ends well is one passed, one that ends badly or does not exist one failed', async () => {
  const steps = [
    commandStep('good', 'node', ['-e', '0']),
    commandStep('bad', 'node', ['-e', 'process.exit(3)']),
    commandStep('missing', 'no-such-command', []),
  ]
  const results = await quietly(() => runSteps(steps))

  expect(totalsLine(results)).toBe('1 passed, 2 failed')
})

test('a command that counts is counted by its totals, and never passes by them when it ends badly', async () => {
  const counting = (code: number) => ['-e', `console.log('12 passed, 0 failed'); process.exit(${code})`]
  const steps = [commandStep('good', 'node', counting(0)), commandStep('crash', 'node', counting(1))]
  const results = await quietly(() => runSteps(steps))

  expect(totalsLine(results)).toBe('24 passed, 1 failed')
})
