import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { type Extract, extract } from 'tar-stream'
import type { z } from 'zod'
import { headName } from './backup-format.ts'
import { BackupRefused } from './backup-refused.ts'

type Entry = Extract extends AsyncIterable<infer One> ? One : never

/** A place in an archive that only moves on. What is not as it should be there ends in `refuse`. */
export type ArchiveCursor = Readonly<{
  path: string
  /** The name of the next entry, which stays the next. */
  peek(): Promise<string>
  /** The bytes of the next entry, which must have this name. */
  bytes(name: string): AsyncGenerator<Buffer>
  text(name: string): Promise<string>
  json<Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema>>
  /** Sees to it that nothing follows, and that the archive is whole to its last byte. */
  finish(): Promise<void>
  refuse(cause?: unknown): never
  close(): void
}>

/** Opens an archive at its beginning. Reads as it is asked to, so its size is no matter. */
export function openArchive(path: string, onRead: (bytes: number) => void): ArchiveCursor {
  const source = createReadStream(path)
  const unpacked = source.pipe(createGunzip())
  const archive = unpacked.pipe(extract())
  // A pipe passes no error on: each ends the next, and the last one is asked.
  source.on('error', (error) => unpacked.destroy(error))
  unpacked.on('error', (error) => archive.destroy(error))
  const entries = archive[Symbol.asyncIterator]()
  let next: Entry | null = null
  let isBegun = false

  function refuse(cause?: unknown): never {
    const { code = '' } = (cause ?? {}) as NodeJS.ErrnoException
    if (/^E[A-Z]{2,}$/.test(code)) throw new BackupRefused(`${path} cannot be read (${code})`, { cause })
    throw new BackupRefused(
      isBegun
        ? `${path} is damaged or was cut off, and nothing of it is used: take another backup`
        : `${path} is not a backup of Rapport`,
      { cause },
    )
  }

  async function advance(): Promise<Entry | null> {
    onRead(source.bytesRead)
    const { value, done } = await entries.next().catch(refuse)
    return done === true ? null : (value as Entry)
  }

  async function peek(): Promise<string> {
    next ??= (await advance()) ?? refuse()
    return next.header.name
  }

  async function* bytes(name: string): AsyncGenerator<Buffer> {
    if ((await peek()) !== name) refuse()
    const entry = next ?? refuse()
    next = null
    isBegun ||= name === headName
    const chunks = entry[Symbol.asyncIterator]()
    for (;;) {
      const { value, done } = await chunks.next().catch(refuse)
      if (done === true) return
      onRead(source.bytesRead)
      yield value as Buffer
    }
  }

  async function text(name: string): Promise<string> {
    return Buffer.concat(await Array.fromAsync(bytes(name))).toString()
  }

  return {
    path,
    peek,
    bytes,
    text,
    async json(name, schema) {
      const read = schema.safeParse(parseJson(await text(name)))
      return read.success ? read.data : refuse()
    },
    async finish() {
      if (next !== null || (await advance()) !== null) refuse()
    },
    refuse,
    close() {
      archive.on('error', () => undefined)
      source.destroy()
      unpacked.destroy()
      archive.destroy()
    },
  }
}

/** Null, which no schema takes, for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
