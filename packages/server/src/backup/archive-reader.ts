import { createHash } from 'node:crypto'
import { type ArchiveCursor, openArchive, parseJson } from './archive-cursor.ts'
import {
  type BackupEnd,
  type BackupHead,
  endName,
  endSchema,
  formatNumber,
  headName,
  headSchema,
  keyName,
  type PartKind,
  type PartSum,
  pieceName,
  sumName,
  sumSchema,
} from './backup-format.ts'
import { BackupRefused } from './backup-refused.ts'

/** Who is told what an archive holds, in its order. Contents are to be read to their end. */
export type ArchiveVisitor = Readonly<{
  head?(head: BackupHead): Promise<void>
  key?(hex: string): void
  table(name: string, content: AsyncIterable<Buffer>): Promise<void>
  file(key: string, content: AsyncIterable<Buffer>): Promise<void>
  /** How many bytes of the archive have been read. */
  progress(bytes: number): void
}>

/** What stands at the beginning and the end of an archive that is whole. */
export type WholeBackup = Readonly<{ head: BackupHead; end: BackupEnd }>

/**
 * Reads an archive from end to end and holds every part to its sum. It is refused, in one line, when it is no backup,
 * was made by a newer Rapport, was cut off, or has a byte changed; what the visitor was told until then is void.
 */
export async function readArchive(path: string, visitor: ArchiveVisitor): Promise<WholeBackup> {
  const cursor = openArchive(path, visitor.progress)
  try {
    const head = await readHead(cursor)
    await visitor.head?.(head)
    const key = head.hasKey ? (await cursor.text(keyName)).trim() : null
    if (key !== null) visitor.key?.(key)
    const found = await readParts(cursor, visitor)
    const end = await cursor.json(endName, endSchema)
    await cursor.finish()
    const isWhole =
      end.sha256 === found.sha256 &&
      end.files.count === found.files &&
      head.tables.map(({ name }) => name).join() === found.tables.join()
    return isWhole ? { head, end } : cursor.refuse()
  } finally {
    cursor.close()
  }
}

async function readHead(cursor: ArchiveCursor): Promise<BackupHead> {
  const found = parseJson(await cursor.text(headName)) as { product?: unknown; format?: unknown } | null
  if (typeof found?.format === 'number' && found.product === 'rapport' && found.format > formatNumber) {
    throw madeByNewer(cursor.path)
  }
  const read = headSchema.safeParse(found)
  return read.success ? read.data : cursor.refuse()
}

/** The refusal of a backup that this program is too old for. */
export const madeByNewer = (path: string): BackupRefused =>
  new BackupRefused(`${path} was made by a newer Rapport: update this one first, then restore it`)

type Found = Readonly<{ tables: readonly string[]; files: number; sha256: string }>

async function readParts(cursor: ArchiveCursor, visitor: ArchiveVisitor): Promise<Found> {
  const sums = createHash('sha256')
  const tables: string[] = []
  let files = 0
  for (let name = await cursor.peek(); name !== endName; name = await cursor.peek()) {
    const [kind, part] = readPartName(name) ?? cursor.refuse()
    const folder = `${kind}/${part}`
    let sum: PartSum | undefined
    const content = readPart(cursor, folder, (read) => {
      sum = read
    })
    if (kind === 'tables') await visitor.table(part, content)
    else await visitor.file(part, content)
    if (sum === undefined) throw new Error(`Nobody read ${folder} to its end`)
    sums.update(`${folder} ${(sum as PartSum).sha256}\n`)
    if (kind === 'tables') tables.push(part)
    else files += 1
  }
  return { tables, files, sha256: sums.digest('hex') }
}

function readPartName(name: string): [kind: PartKind, part: string] | null {
  const [, kind, part] = /^(tables|files)\/([\w-]{1,100})\/[\w.]+$/.exec(name) ?? []
  return part === undefined ? null : [kind as PartKind, part]
}

/** The pieces of one part as one, held to its sum. */
async function* readPart(
  cursor: ArchiveCursor,
  folder: string,
  onSum: (sum: PartSum) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let bytes = 0
  for (let n = 1; (await cursor.peek()) !== `${folder}/${sumName}`; n += 1) {
    for await (const chunk of cursor.bytes(pieceName(folder, n))) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  const sum = await cursor.json(`${folder}/${sumName}`, sumSchema)
  if (sum.bytes !== bytes || sum.sha256 !== hash.digest('hex')) cursor.refuse()
  onSum(sum)
}
