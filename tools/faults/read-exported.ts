import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { ExportFormat } from '@rapport/contract'
import { readXlsx } from 'hucre/xlsx'
import { readCsv } from '../../packages/server/src/exports/testing/read-csv.ts'
import { readZip } from '../../packages/server/src/platform/zip/testing/read-zip.ts'

/** A session as a file has it: its number, how many messages its column says, and what was said, message by message. */
export type ReadSession = Readonly<{ number: number; messages: number; texts: readonly string[] }>

type Killed = Exclude<ExportFormat, 'jsonl'>

/** The sessions of a file with the columns `number` and `messages` and transcripts, in its order; by readers of others. */
export const readExported: Readonly<Record<Killed, (file: Readable) => AsyncIterable<ReadSession>>> = {
  csv: readRows,
  xlsx: readWorkbook,
  html: readPages,
}

async function* readRows(file: Readable): AsyncGenerator<ReadSession> {
  let isHeader = true
  for await (const [number = '', messages = '', ...pieces] of readCsv(file)) {
    if (!isHeader)
      yield { number: Number(number), messages: Number(messages), texts: textsOf(pieces.join('')) }
    isHeader = false
  }
}

const opening = /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] [^:\n]+: /m

/** What was said, without when and by whom. Each but the last ends with the line that the next begins behind. */
function textsOf(talk: string): string[] {
  const [, ...texts] = talk.split(new RegExp(opening, 'gm'))
  return texts.map((text, i) => (i === texts.length - 1 ? text : text.slice(0, -1)))
}

async function* readWorkbook(file: Readable): AsyncGenerator<ReadSession> {
  const { sheets } = await readXlsx(new Uint8Array(await buffer(file)))
  const rowsOf = (name: string) => sheets.filter((sheet) => sheet.name.startsWith(name)).flatMap(below)
  const said = Map.groupBy(rowsOf('Messages'), ([number]) => Number(number))
  for (const [number, messages] of rowsOf('Sessions')) {
    const texts = (said.get(Number(number)) ?? []).map((row) => String(row[5]))
    yield { number: Number(number), messages: Number(messages), texts }
  }
}

/** A sheet's rows below its header. */
const below = <Row>({ rows }: Readonly<{ rows: readonly Row[] }>): readonly Row[] => rows.slice(1)

async function* readPages(file: Readable): AsyncGenerator<ReadSession> {
  const bytes = await buffer(file)
  const isArchive = bytes.toString('latin1', 0, 2) === 'PK'
  const pages = isArchive ? readZip(bytes).map(({ content }) => content) : [bytes]
  for (const page of pages) yield* readPage(page.toString())
}

const dataOnPage = /data-(?<name>session|lines)="\d+">(?<json>.*?)<\/script>/g

/** A page has each session's facts, and then its lines. */
function* readPage(page: string): Generator<ReadSession> {
  let facts: Readonly<{ n: number; c: readonly unknown[] }> | null = null
  for (const { groups } of page.matchAll(dataOnPage)) {
    const data = JSON.parse(groups?.json ?? '')
    if (groups?.name === 'session') facts = data
    else if (facts !== null)
      yield { number: facts.n, messages: Number(facts.c[1]), texts: data.map(({ t }: { t: string }) => t) }
  }
}
