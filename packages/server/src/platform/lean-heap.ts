import { setFlagsFromString } from 'node:v8'

/** How much garbage the old part of the heap may gather before it is looked for, in per cent of what is alive. */
const slack = 40

/**
 * Keeps the process small: left to itself, V8 lets the heap grow to four times of what is alive before it looks for garbage,
 * so that an export of a hundred thousand sessions makes the server larger by two hundred megabytes that nobody uses.
 */
export const keepHeapLean = (): void => setFlagsFromString(`--heap-growing-percent=${slack}`)
