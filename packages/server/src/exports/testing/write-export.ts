import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { instant, type SessionId } from '@rapport/domain'
import type { Cell, ExportedSession, ExportHead, Format, OpenFile, Part, WrittenPart } from '../format.ts'

const words = (format: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../words/${format}.en.json`, import.meta.url), 'utf8'))
const catalogue: Readonly<Record<string, string>> = { ...words('xlsx'), ...words('html') }

/** What all parts of a file have in common: one column, no transcripts, UTC, and words in English. */
export function anExportHead(given: Partial<ExportHead> = {}): ExportHead {
  return {
    name: 'Sessions of today',
    workspaceName: 'Harbour Goods',
    madeAt: instant(Date.UTC(2026, 10, 20, 12, 0, 0)),
    total: 1,
    options: {
      columns: ['contact'],
      transcripts: false,
      notes: false,
      systemMessages: false,
      files: false,
      timeZone: 'UTC',
      language: 'en',
    },
    columns: [{ name: 'contact', header: 'Contact' }],
    word: (key) => {
      const word = catalogue[key]
      if (word === undefined) throw new Error(`no catalogue has ${key}`)
      return word
    },
    ...given,
  }
}

/** A session of a file, with its title in its one column and nothing said in it. */
export function anExportedSession(given: Partial<ExportedSession> = {}): ExportedSession {
  const number = given.number ?? 1
  const title = given.title ?? 'Grace'
  return {
    id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}` as SessionId,
    number,
    title,
    cells: [{ kind: 'text', text: title }],
    lines: [],
    ...given,
  }
}

/** A cell of text. */
export const text = (value: string): Cell => ({ kind: 'text', text: value })

/** How the parts are written. */
export type WriteSettings = Readonly<{
  /** Sessions in a part. */
  partSize?: number
  openFile?: OpenFile
}>

/** Writes sessions as parts, each kept in memory, with details that have been through JSON as those of a job have. */
export async function writeParts(
  format: Format,
  head: ExportHead,
  sessions: readonly ExportedSession[],
  { partSize = 100, openFile = async () => null }: WriteSettings = {},
): Promise<WrittenPart[]> {
  const parts: WrittenPart[] = []
  for (let first = 0; first < sessions.length; first += partSize) {
    const some = sessions.slice(first, first + partSize)
    const part: Part = { first, sessions: Readable.from(some) }
    const { body, details } = format.writePart(head, part, openFile)
    const bytes = Buffer.concat(await Array.fromAsync(body))
    const remembered = JSON.stringify(details())
    parts.push({
      first,
      count: some.length,
      bytes: bytes.length,
      details: async () => JSON.parse(remembered),
      open: async () => Readable.from(chunksOf(bytes)),
    })
  }
  return parts
}

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += 65_536) yield bytes.subarray(from, from + 65_536)
}

/** The finished file of some sessions. */
export async function writeExport(
  format: Format,
  head: ExportHead,
  sessions: readonly ExportedSession[],
  settings: WriteSettings = {},
): Promise<Buffer> {
  const parts = await writeParts(format, head, sessions, settings)
  return Buffer.concat(await Array.fromAsync(format.assemble(head, parts)))
}
