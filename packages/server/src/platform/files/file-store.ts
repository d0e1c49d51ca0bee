import type { Readable } from 'node:stream'

/** A place for bytes. Keys are ours and random; a key is written once. */
export type FileStore = Readonly<{
  /** Stores all bytes or nothing; rejects with the stream's error and leaves no part behind. */
  put(key: string, body: Readable): Promise<void>
  /** Opens the bytes, or null when there are none by this key. `chunkBytes`: to be read at a time, by whoever is in a hurry. */
  open(key: string, chunkBytes?: number): Promise<Readable | null>
  /** Deletes them, half written too; not an error when they are gone already. */
  remove(key: string): Promise<void>
}>
