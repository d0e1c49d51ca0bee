import { fileURLToPath } from 'node:url'

/** The repository's folder. Tools run from anywhere in it, so they take paths from here and not from the caller. */
export const root = fileURLToPath(new URL('..', import.meta.url))
