import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'
import { combineCrc } from './combine-crc.ts'

/** What an archive says of a file, or of a stretch of one: its size as it is and as it is packed, and its CRC-32. */
export type Sum = Readonly<{ rawBytes: number; packedBytes: number; crc: number }>

/** Of nothing yet. */
export const noSum: Sum = { rawBytes: 0, packedBytes: 0, crc: 0 }

/** Of two stretches laid end to end. */
export const addSums = (first: Sum, second: Sum): Sum => ({
  rawBytes: first.rawBytes + second.rawBytes,
  packedBytes: first.packedBytes + second.packedBytes,
  crc: combineCrc(first.crc, second.crc, second.rawBytes),
})

const deflate = promisify(deflateRaw)
// An open end: whatever is deflated next may follow.
const flush = { finishFlush: constants.Z_SYNC_FLUSH }

/**
 * Deflates a stretch so that it ends at a whole byte and with an open end: stretches laid end to end are one deflated
 * file, so each can be packed when it is known and none has to be opened for putting them together.
 */
export async function packStretch(raw: Uint8Array): Promise<Readonly<{ packed: Uint8Array; sum: Sum }>> {
  const packed = await deflate(raw, { level: 4, ...flush })
  return { packed, sum: { rawBytes: raw.length, packedBytes: packed.length, crc: crc32(raw) } }
}
