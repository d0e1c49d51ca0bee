import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './root.ts'

/** How a command ended, with everything it wrote (both streams, in order). */
export type CommandResult = Readonly<{ code: number; output: string; seconds: number }>

type Options = Readonly<{ cwd?: string; env?: NodeJS.ProcessEnv; echo?: boolean }>

const binaries = join(root, 'node_modules', '.bin')

/**
 * Runs one of the installed tools (or `node`, which is then the pinned one) and waits for it.
 * Never throws for a command that fails or does not exist: the caller decides what a bad end means.
 * `echo` also passes the output through, for runs that people watch.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: Options = {},
): Promise<CommandResult> {
  const started = performance.now()
  const env = { ...process.env, ...options.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ''}` }
  const child = spawn(command, args, { cwd: options.cwd ?? root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (options.echo) process.stdout.write(chunk)
    })
  }
  return new Promise((resolve) => {
    const end = (code: number) =>
      resolve({
        code,
        output: Buffer.concat(chunks).toString(),
        seconds: (performance.now() - started) / 1000,
      })
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${command}: ${error.message}\n`))
      end(127)
    })
    child.on('close', (code) => end(code ?? 1))
  })
}
