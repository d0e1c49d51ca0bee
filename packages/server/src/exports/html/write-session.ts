import type { Readable } from 'node:stream'
import type { Cell, ExportedFile, ExportedLine, ExportedSession, ExportHead, OpenFile } from '../format.ts'
import { scriptJson } from './escape-html.ts'

/** How large sent files may be that are put into a page, each and of a session together; others are named alone. */
export type FileLimits = Readonly<{ fileBytesMax: number; sessionBytesMax: number }>

/** A piece of the page. The first of a session says so. */
export type Markup = Readonly<{ opens: boolean; text: string }>

/** Where the bytes of a session's files come from. */
export type Files = Readonly<{ openFile: OpenFile; limits: FileLimits }>

// As JSON has no moments and durations, they are told apart from numbers by a letter.
function shownCell(cell: Cell): unknown {
  switch (cell.kind) {
    case 'empty':
      return null
    case 'text':
      return cell.text
    case 'number':
      return cell.value
    case 'moment':
      return { m: cell.at }
    case 'duration':
      return { d: cell.ms }
  }
}

const dataScript = (type: string, name: string, key: string | number) =>
  `<script type="${type}" data-${name}="${key}">`
const scriptEnd = '</script>\n'

/**
 * A session as data in a page, in elements that a browser neither runs nor shows: what the list needs, each of its
 * files, and what was said. Files flow through in pieces; nothing is held but one line of the talk's list.
 */
export async function* writeSession(
  head: ExportHead,
  session: ExportedSession & Readonly<{ place: number }>,
  files: Files,
): AsyncGenerator<Markup> {
  const { place, number, title, cells, lines } = session
  const facts = { n: number, t: title, c: cells.map(shownCell) }
  const opening = `${dataScript('application/json', 'session', place)}${scriptJson(facts)}${scriptEnd}`
  yield { opens: true, text: opening }

  const shown: unknown[] = []
  let [left, count] = [files.limits.sessionBytesMax, 0]
  for (const line of lines) {
    const listed: unknown[] = []
    for (const file of line.files) {
      const stream = whyNot(head, file, { ...files.limits, left }) ?? (await files.openFile(file)) ?? 'gone'
      if (typeof stream === 'string') {
        listed.push({ n: file.name, b: file.bytes, why: stream })
        continue
      }
      const key = `${place}.${count}`
      left -= file.bytes
      count += 1
      listed.push({ n: file.name, b: file.bytes, m: file.mediaType, k: key })
      yield* embedded(key, stream)
    }
    shown.push(shownLine(line, listed))
  }
  const said = `${dataScript('application/json', 'lines', place)}${scriptJson(shown)}${scriptEnd}`
  yield { opens: false, text: said }
}

const shownLine = ({ at, kind, who, text }: ExportedLine, files: readonly unknown[]) => ({
  at,
  k: kind,
  w: who,
  t: text,
  ...(files.length > 0 ? { f: files } : {}),
})

function whyNot(
  head: ExportHead,
  { bytes }: ExportedFile,
  { fileBytesMax, left }: FileLimits & Readonly<{ left: number }>,
): 'left' | 'large' | null {
  if (!head.options.files) return 'left'
  return bytes > Math.min(fileBytesMax, left) ? 'large' : null
}

/** A file's bytes as base64, which has no letter that ends an element. Threes of bytes make fours of letters. */
async function* embedded(key: string, stream: Readable): AsyncGenerator<Markup> {
  yield { opens: false, text: dataScript('text/plain', 'file', key) }
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk)
    const whole = bytes.length - (bytes.length % 3)
    rest = bytes.subarray(whole)
    yield { opens: false, text: bytes.toString('base64', 0, whole) }
  }
  yield { opens: false, text: `${rest.toString('base64')}${scriptEnd}` }
}
