import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../root.ts'

const run = promisify(execFile)

/** Runs one command of the operator's tool in a process of its own, as an operator does; a failed one throws its words. */
export async function operate(dataDir: string, ...args: readonly string[]): Promise<string> {
  const main = join(root, 'packages/cli/src/main.ts')
  const env = { ...process.env, RAPPORT_DATA_DIR: dataDir, RAPPORT_SECRET_KEY: '', DATABASE_URL: '' }
  const { stdout } = await run(process.execPath, [main, ...args], { env })
  return stdout
}
