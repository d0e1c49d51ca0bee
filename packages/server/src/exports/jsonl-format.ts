import type { Cell, ExportedLine, ExportedSession, ExportHead, Format, Part, WrittenPart } from './format.ts'
import { gatherBytes } from './gather-bytes.ts'

/**
 * A line of JSON for each session, for programs: columns by their names with what they hold (moments as ISO 8601 in UTC,
 * durations in milliseconds, several things as a list), and the talk as a list of lines. Texts are as they were written.
 */
export const jsonlFormat: Format = {
  format: 'jsonl',
  kindOf: async () => ({ ending: 'jsonl', mediaType: 'application/jsonl; charset=utf-8' }),
  writePart: (head, part) => ({ body: gatherBytes(writeSessions(head, part)), details: () => ({}) }),
  assemble: (_head, parts) => gatherBytes(joined(parts)),
}

async function* writeSessions(head: ExportHead, { sessions }: Part): AsyncGenerator<string> {
  for await (const session of sessions) yield `${JSON.stringify(objectOf(head, session))}\n`
}

function objectOf({ columns, options }: ExportHead, session: ExportedSession): Record<string, unknown> {
  const values = columns.map(({ name }, i) => [name, contentOf(session.cells[i])] as const)
  const tells = options.transcripts || options.notes || options.systemMessages
  return {
    id: session.id,
    number: session.number,
    columns: Object.fromEntries(values),
    ...(tells ? { lines: session.lines.map(lineOf) } : {}),
  }
}

function contentOf(cell: Cell | undefined): unknown {
  switch (cell?.kind) {
    case undefined:
    case 'empty':
      return null
    case 'text':
      return cell.means === undefined ? cell.text : cell.means
    case 'number':
      return cell.value
    case 'moment':
      return new Date(cell.at).toISOString()
    case 'duration':
      return cell.ms
  }
}

const lineOf = ({ at, kind, who, text, files }: ExportedLine) => ({
  at: new Date(at).toISOString(),
  kind,
  who,
  text,
  ...(files.length > 0 ? { files } : {}),
})

async function* joined(parts: readonly WrittenPart[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* (await part.open()) as AsyncIterable<Uint8Array>
}
