import { inflateRawSync } from 'node:zlib'

/** A file as an archive's directory tells of it, unpacked. */
export type ReadFile = Readonly<{ name: string; content: Buffer; crc: number }>

/** Reads an archive by its directory, as most programs do; wide numbers too. Written apart from what writes them. */
export function readZip(archive: Buffer): ReadFile[] {
  const { count, at: first } = findDirectory(archive)
  const files: ReadFile[] = []
  for (let at = first; files.length < count; ) {
    if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error(`no entry at ${at}`)
    const nameBytes = archive.readUInt16LE(at + 28)
    const extraBytes = archive.readUInt16LE(at + 30)
    const extra = archive.subarray(at + 46 + nameBytes, at + 46 + nameBytes + extraBytes)
    const wide = widened(extra, [
      archive.readUInt32LE(at + 24),
      archive.readUInt32LE(at + 20),
      archive.readUInt32LE(at + 42),
    ])
    const [rawBytes = 0, packedBytes = 0, start = 0] = wide
    const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    const content = inflateRawSync(archive.subarray(from, from + packedBytes))
    if (content.length !== rawBytes) throw new Error(`${content.length} bytes, not ${rawBytes}`)
    files.push({
      name: archive.toString('utf8', at + 46, at + 46 + nameBytes),
      content,
      crc: archive.readUInt32LE(at + 16),
    })
    at += 46 + nameBytes + extraBytes + archive.readUInt16LE(at + 32)
  }
  return files
}

function findDirectory(archive: Buffer): Readonly<{ count: number; at: number }> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const locator = end - 20
  if (locator < 0 || archive.readUInt32LE(locator) !== 0x07064b50)
    return { count: archive.readUInt16LE(end + 10), at: archive.readUInt32LE(end + 16) }
  const wideEnd = Number(archive.readBigUInt64LE(locator + 8))
  return {
    count: Number(archive.readBigUInt64LE(wideEnd + 32)),
    at: Number(archive.readBigUInt64LE(wideEnd + 48)),
  }
}

function widened(extra: Buffer, numbers: readonly number[]): number[] {
  let at = 4
  return numbers.map((number) => {
    if (number !== 0xffffffff) return number
    at += 8
    return Number(extra.readBigUInt64LE(at - 8))
  })
}
