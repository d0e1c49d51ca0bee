import { stat } from 'node:fs/promises'
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { UsageError } from './command.ts'

/** The options and words of a command line. What is unknown or lacks its value is a `UsageError`. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    // Node's own sentences name the option; the first of them is enough.
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0] ?? error.message)
    throw error
  }
}

/** The one file a command works on: named, there, and a file. Answers its size as well. */
export async function readFileArgument(
  positionals: readonly string[],
): Promise<{ path: string; bytes: number }> {
  const [path, ...others] = positionals
  if (path === undefined) throw new UsageError('Name a file')
  if (others.length > 0) throw new UsageError(`One file at a time, not also ${others.join(' ')}`)
  try {
    const found = await stat(path)
    if (!found.isFile()) throw new UsageError(`${path} is not a file`)
    return { path, bytes: found.size }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

/** A number within bounds, or the default when the option was not given. */
export function readNumber(
  name: string,
  text: string | undefined,
  { fallback, min, max }: Readonly<{ fallback: number; min: number; max: number }>,
): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (text.trim() !== '' && value >= min && value <= max) return value
  throw new UsageError(`--${name} must be a number from ${min} to ${max}`)
}
