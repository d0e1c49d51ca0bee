/**
 * Where uploaded bytes live: a store keyed by random names, so that what a file is called never reaches a disk.
 */
export * from './file-store.ts'
