import { createReadStream } from 'node:fs'

/** The longest line that is read, in bytes: 3 MiB. A longer one is skipped over without being held in memory. */
const lineBytesMax = 3 * 1024 * 1024

/** One line of a file, or why it cannot be read. Numbers begin at 1, as editors count. */
export type FileLine = Readonly<
  { number: number; bytes: number } & ({ text: string } | { reason: 'too_long' | 'not_utf8' })
>

const newline = 0x0a
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The lines of a file, one after the other, whatever its size: no more than one line and one block of the disk
 * are held. Empty lines are passed over, a byte order mark and `\r` are not part of a line.
 */
export async function* readLines(path: string, bytesMax: number = lineBytesMax): AsyncGenerator<FileLine> {
  let number = 0
  let parts: Buffer[] = []
  let bytes = 0

  function take(): FileLine | null {
    number += 1
    const line = finishLine(number, bytes, bytes > bytesMax ? null : Buffer.concat(parts))
    parts = []
    bytes = 0
    return line
  }

  for await (const block of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const chunk: Buffer = block
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end))
      const line = take()
      if (line !== null) yield line
      start = end + 1
    }
    keep(chunk.subarray(start))
  }
  if (bytes > 0) {
    const line = take()
    if (line !== null) yield line
  }

  function keep(part: Buffer): void {
    bytes += part.length
    if (bytes > bytesMax) parts = []
    else if (part.length > 0) parts.push(part)
  }
}

function finishLine(number: number, bytes: number, content: Buffer | null): FileLine | null {
  if (content === null) return { number, bytes, reason: 'too_long' }
  try {
    const text = utf8.decode(content).trim()
    return text === '' ? null : { number, bytes, text }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return { number, bytes, reason: 'not_utf8' }
  }
}
