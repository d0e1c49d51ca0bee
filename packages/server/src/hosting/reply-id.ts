import { createHash } from 'node:crypto'
import type { SessionId } from '@rapport/domain'

/**
 * The client id of the nth thing a bot says about a message: made from what it answers, so that a turn taken twice
 * says nothing twice. A UUID of version 8, RFC 9562's for ids made in one's own way.
 */
export function replyId(sessionId: SessionId, version: number, n: number): string {
  const bytes = createHash('sha256').update(`bot reply:${sessionId}:${version}:${n}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
