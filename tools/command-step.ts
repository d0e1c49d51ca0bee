import { runCommand } from './run-command.ts'
import type { Step } from './step.ts'

const totals = /^(\d+) passed, (\d+) failed$/m

/** A step that is one command: it passes when the command ends well. Its own totals line counts, if it prints one. */
export function commandStep(name: string, command: string, args: readonly string[]): Step {
  return {
    name,
    run: async () => {
      const { code, output, seconds } = await runCommand(command, args)
      const [, passed, failed] = totals.exec(output)?.map(Number) ?? [
        0,
        code === 0 ? 1 : 0,
        code === 0 ? 0 : 1,
      ]
      const isSilent = code !== 0 && failed === 0
      return { passed: passed ?? 0, failed: isSilent ? 1 : (failed ?? 0), seconds, output }
    },
  }
}
