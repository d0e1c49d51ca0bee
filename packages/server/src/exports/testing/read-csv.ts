import type { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { armFormula } from '../defuse-formula.ts'

/** The rows of a CSV of any size as a reader has them, headers first, with the texts as they were. */
export async function* readCsv(bytes: Readable): AsyncGenerator<string[]> {
  const rows: AsyncIterable<string[]> = bytes.pipe(parse({ bom: true }))
  for await (const row of rows) yield row.map(armFormula)
}
