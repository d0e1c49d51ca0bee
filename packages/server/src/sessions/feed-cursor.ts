import { AppError } from '../platform/errors.ts'
import { streamCount } from '../workspaces/index.ts'

/** A reader's place in the feed of a workspace: how far it is in each of the streams, in one life of the database. */
export type FeedPlace = Readonly<{ epoch: string; offsets: readonly number[] }>

// One byte for the form, 16 for the epoch, 8 for each offset.
const form = 1
const bytes = 1 + 16 + streamCount * 8

/** A place as an opaque text for the caller to keep. */
export function encodePlace({ epoch, offsets }: FeedPlace): string {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUInt8(form, 0)
  buffer.write(epoch.replaceAll('-', ''), 1, 'hex')
  for (const [stream, offset] of offsets.entries()) buffer.writeBigUInt64BE(BigInt(offset), 17 + stream * 8)
  return buffer.toString('base64url')
}

/** Reads a place back; anything we did not make is the caller's error. */
export function decodePlace(cursor: string): FeedPlace {
  const buffer = Buffer.from(cursor, 'base64url')
  if (buffer.length !== bytes || buffer.readUInt8(0) !== form) throw new AppError('bad_request', { cursor })
  const epoch = buffer.toString('hex', 1, 17).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const offsets = Array.from({ length: streamCount }, (_, stream) =>
    Number(buffer.readBigUInt64BE(17 + stream * 8)),
  )
  const place = { epoch, offsets }
  // Decoding is lenient and numbers are not exact without end: what does not come out the same was not made here.
  if (!offsets.every(Number.isSafeInteger) || encodePlace(place) !== cursor)
    throw new AppError('bad_request', { cursor })
  return place
}
