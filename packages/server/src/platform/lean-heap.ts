import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How much garbage the old part of the heap may gather before it is looked for, in per cent of what is alive. */
const slack = 40

/**
 * Keeps the process small: left to itself, V8 lets the heap grow to four times of what is alive before it looks for garbage,
 * so that an export of a hundred thousand sessions makes the server larger by two hundred megabytes that nobody uses.
 */
export const keepHeapLean = (): void => setFlagsFromString(`--heap-growing-percent=${slack}`)

type Collect = (options: Readonly<{ type: 'major'; flavor: 'last-resort'; execution: 'sync' }>) => void

/**
 * Gives back what the start used and nobody needs any more. Loading a program makes much that lives for a moment, so V8
 * widens the part of the heap for what is young to sixty megabytes, and keeps it for as long as a server has little to do.
 * Stops everything for about a tenth of a second: only for a start, when hardly anybody waits yet.
 */
export function letGoOfStart(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', flavor: 'last-resort', execution: 'sync' })
}
