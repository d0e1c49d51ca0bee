import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack } from 'tar-stream'
import {
  type BackupEnd,
  type BackupHead,
  endName,
  headName,
  keyName,
  type PartKind,
  type PartSum,
  pieceName,
  sumName,
} from './backup-format.ts'

/** Where a backup is written, part after part. */
export type ArchiveWriter = Readonly<{
  head(head: BackupHead): Promise<void>
  key(hex: string): Promise<void>
  /** Writes a table or a file as it comes, holding one piece in memory. Counts rows by their line ends. */
  part(kind: PartKind, name: string, content: AsyncIterable<Uint8Array>): Promise<PartSum>
  /** Closes the archive; resolves when every byte has been handed to the sink and taken. */
  end(end: Omit<BackupEnd, 'sha256'>): Promise<void>
  /** Breaks it off: the sink is destroyed. */
  abandon(error: Error): Promise<void>
}>

const pieceBytes = 4 * 1024 * 1024
const lineEnd = 10

/** Writes an archive to a sink. Compression is light: tables shrink well even so, and pictures not at all. */
export function createArchiveWriter(sink: Writable): ArchiveWriter {
  const archive = pack()
  const flowing = pipeline(archive, createGzip({ level: 3 }), sink)
  flowing.catch(() => undefined) // whoever writes next meets it
  const sums = createHash('sha256')

  async function entry(name: string, content: Buffer): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      const settle = (error?: Error | null) => (error ? reject(error) : resolve())
      // An entry that is torn down with its archive says so by itself, also after it has called back.
      archive.entry({ name, mode: 0o600 }, content, settle).on('error', settle)
    })
    try {
      await written
    } catch (error) {
      // A sink that failed takes the archive down with it, and only it knows why.
      archive.destroy(error as Error)
      await flowing
      throw error
    }
  }

  const json = (name: string, value: unknown) => entry(name, Buffer.from(`${JSON.stringify(value)}\n`))

  return {
    head: (head) => json(headName, head),
    key: (hex) => entry(keyName, Buffer.from(`${hex}\n`)),
    async part(kind, name, content) {
      const folder = `${kind}/${name}`
      const hash = createHash('sha256')
      let [bytes, rows, pieces] = [0, 0, 0]
      for await (const piece of cut(content)) {
        hash.update(piece)
        bytes += piece.length
        if (kind === 'tables') rows += countRows(piece)
        pieces += 1
        await entry(pieceName(folder, pieces), piece)
      }
      const sum = { bytes, rows, sha256: hash.digest('hex') }
      sums.update(`${folder} ${sum.sha256}\n`)
      await json(`${folder}/${sumName}`, sum)
      return sum
    },
    async end(end) {
      await json(endName, { ...end, sha256: sums.digest('hex') })
      archive.finalize()
      await flowing
    },
    async abandon(error) {
      archive.destroy(error)
      await flowing.catch(() => undefined) // it ends with the error that led here, which its finder tells
    },
  }
}

/** Rows of PostgreSQL's text form: it writes a line end within a value as two letters. */
function countRows(piece: Buffer): number {
  let rows = 0
  for (let at = piece.indexOf(lineEnd); at !== -1; at = piece.indexOf(lineEnd, at + 1)) rows += 1
  return rows
}

async function* cut(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of content) {
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes < pieceBytes) continue
    yield Buffer.concat(waiting)
    waiting = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(waiting)
}
