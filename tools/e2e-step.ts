import { findChromium, noChromium } from './find-chromium.ts'
import { runCommand } from './run-command.ts'
import type { Step } from './step.ts'
import { vitestStep } from './vitest-step.ts'

/** The promises to a user, in a real browser, on screens built from the present sources. */
export function e2eStep(filters: readonly string[] = []): Step {
  const name = 'end to end, in Chromium'
  return {
    name,
    run: async () => {
      if (!findChromium()) return { passed: 0, failed: 1, seconds: 0, output: noChromium }
      const built = await runCommand('node', ['tools/build-web.ts', '--if-stale'])
      if (built.code !== 0) return { passed: 0, failed: 1, seconds: built.seconds, output: built.output }
      const tested = await vitestStep(name, 'e2e', filters).run()
      return { ...tested, seconds: built.seconds + tested.seconds }
    },
  }
}
