import { once } from 'node:events'
import type { CopyStreamQuery } from 'pg-copy-streams'

/** A row by its columns' names: text, numbers, booleans, moments as `Date` or ISO text, null, or what becomes JSON. */
export type CopyRow = Readonly<Record<string, unknown>>

const chunkCharacters = 64 * 1024

/** Writes rows into a COPY as fast as the server takes them, and ends it; every row has the columns of the first. */
export async function sendRows(stream: CopyStreamQuery, rows: readonly CopyRow[]): Promise<void> {
  const broken = new Promise<never>((_, reject) => stream.once('error', reject))
  // Whoever waits below is told; until somebody does, the error is not nobody's.
  broken.catch(() => undefined)
  let chunk = ''
  for (const row of rows) {
    chunk += copyLine(row)
    if (chunk.length < chunkCharacters) continue
    if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), broken])
    chunk = ''
  }
  const finished = once(stream, 'finish')
  stream.end(chunk)
  await Promise.race([finished, broken])
}

/** A row as COPY's text format has it: columns apart by tabs, `\N` for null, and no character that could be taken for either. */
function copyLine(row: CopyRow): string {
  let line = ''
  for (const name in row) line += `${line === '' ? '' : '\t'}${fieldOf(row[name])}`
  return `${line}\n`
}

function fieldOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return escaped(value)
    case 'number':
    case 'bigint':
      return String(value)
    case 'boolean':
      return value ? 't' : 'f'
    default:
      if (value === null || value === undefined) return '\\N'
      return value instanceof Date ? value.toISOString() : escaped(JSON.stringify(value))
  }
}

const special = /[\\\t\n\r]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const escaped = (text: string): string =>
  special.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character) : text
