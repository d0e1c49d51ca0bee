import { addSums, type Sum } from './stretch.ts'

/** A file of an archive: its packed stretches as they lie end to end, and their sum, known beforehand. */
export type ArchivedFile = Readonly<{ name: string; sum: Sum; stretches(): AsyncIterable<Uint8Array> }>

type Placed = Readonly<{ name: Buffer; sum: Sum; at: number }>

/** An empty last block: it closes the open end of the stretches before it. */
export const lastBlock = Uint8Array.of(3, 0)
const lastSum: Sum = { rawBytes: 0, packedBytes: lastBlock.length, crc: 0 }
const full32 = 0xffffffff
const full16 = 0xffff
const utf8Names = 0x0800
const deflated = 8
const zip64 = 1

type Options = Readonly<{
  /** The date of all files, in UTC: an archive has no zone. */
  at: number
  /** From here on, numbers are written in 64 bits; lower in tests, which cannot write 4 GB. */
  wideFrom?: number
}>

/**
 * An archive as it flows: sizes stand before each file, because they are known, so that any reader can read it while
 * it comes. Of any size and number of files: beyond 4 GB or 65,535 files it goes on in ZIP64. One that is given other
 * bytes than its sum says is an error.
 */
export async function* writeZip(
  files: AsyncIterable<ArchivedFile> | Iterable<ArchivedFile>,
  { at: moment, wideFrom = full32 }: Options,
): AsyncGenerator<Uint8Array> {
  const written: Placed[] = []
  const stamp = { moment, wideFrom }
  let at = 0
  for await (const { name, sum: openSum, stretches } of files) {
    const placed = { name: Buffer.from(name), sum: addSums(openSum, lastSum), at }
    const header = fileHeader(placed, stamp)
    yield header
    let packed = 0
    for await (const bytes of stretches()) {
      packed += bytes.length
      yield bytes
    }
    if (packed !== openSum.packedBytes) throw new Error(`${name} has ${packed} bytes, not its sum's`)
    yield lastBlock
    written.push(placed)
    at += header.length + placed.sum.packedBytes
  }
  const directoryAt = at
  for (const placed of written) {
    const entry = directoryEntry(placed, stamp)
    yield entry
    at += entry.length
  }
  yield archiveEnd({ files: written.length, at: directoryAt, bytes: at - directoryAt }, wideFrom)
}

type Stamp = Readonly<{ moment: number; wideFrom: number }>

/** What stands before a file. Numbers that do not fit in 32 bits follow in a field of their own. */
function fileHeader({ name, sum }: Placed, { moment, wideFrom }: Stamp): Buffer {
  const isWide = Math.max(sum.rawBytes, sum.packedBytes) >= wideFrom
  const extra = isWide ? wideField([sum.rawBytes, sum.packedBytes]) : Buffer.alloc(0)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(isWide ? 45 : 20, 4)
  writeCommon(header.subarray(6), { sum, moment, isWide })
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

function directoryEntry({ name, sum, at }: Placed, { moment, wideFrom }: Stamp): Buffer {
  const isWide = Math.max(sum.rawBytes, sum.packedBytes) >= wideFrom
  const isFar = at >= wideFrom
  const wide = [...(isWide ? [sum.rawBytes, sum.packedBytes] : []), ...(isFar ? [at] : [])]
  const extra = wide.length > 0 ? wideField(wide) : Buffer.alloc(0)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(45, 4)
  entry.writeUInt16LE(wide.length > 0 ? 45 : 20, 6)
  writeCommon(entry.subarray(8), { sum, moment, isWide })
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt16LE(extra.length, 30)
  entry.writeUInt32LE(isFar ? full32 : at, 42)
  return Buffer.concat([entry, name, extra])
}

/** What both of a file's headers say alike: flags, method, date, checksum and sizes. */
function writeCommon(
  into: Buffer,
  { sum, moment, isWide }: Readonly<{ sum: Sum; moment: number; isWide: boolean }>,
): void {
  const date = new Date(Math.max(moment, Date.UTC(1980, 0, 1)))
  into.writeUInt16LE(utf8Names, 0)
  into.writeUInt16LE(deflated, 2)
  into.writeUInt16LE(
    (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1),
    4,
  )
  into.writeUInt16LE(
    ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate(),
    6,
  )
  into.writeUInt32LE(sum.crc, 8)
  into.writeUInt32LE(isWide ? full32 : sum.packedBytes, 12)
  into.writeUInt32LE(isWide ? full32 : sum.rawBytes, 16)
}

function wideField(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length)
  field.writeUInt16LE(zip64, 0)
  field.writeUInt16LE(8 * numbers.length, 2)
  for (const [i, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * i)
  return field
}

type Directory = Readonly<{ files: number; at: number; bytes: number }>

function archiveEnd({ files, at, bytes }: Directory, wideFrom: number): Buffer {
  const isWide = files >= Math.min(full16, wideFrom) || Math.max(at, bytes) >= wideFrom
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(isWide ? full16 : files, 8)
  end.writeUInt16LE(isWide ? full16 : files, 10)
  end.writeUInt32LE(isWide ? full32 : bytes, 12)
  end.writeUInt32LE(isWide ? full32 : at, 16)
  return isWide ? Buffer.concat([wideEnd({ files, at, bytes }), end]) : end
}

/** The directory's place in 64 bits, and where that is said. */
function wideEnd({ files, at, bytes }: Directory): Buffer {
  const end = Buffer.alloc(76)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt16LE(45, 12)
  end.writeUInt16LE(45, 14)
  end.writeBigUInt64LE(BigInt(files), 24)
  end.writeBigUInt64LE(BigInt(files), 32)
  end.writeBigUInt64LE(BigInt(bytes), 40)
  end.writeBigUInt64LE(BigInt(at), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(at + bytes), 64)
  end.writeUInt32LE(1, 72)
  return end
}
