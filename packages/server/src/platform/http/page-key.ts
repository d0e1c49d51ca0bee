import { momentMax } from '@rapport/contract'
import { AppError } from '../errors.ts'

/** Where a page ended: a moment (or number) and the id that settles ties. */
export type PageKey = Readonly<{ at: number; id: string }>

/** A page's end as an opaque text for the caller to hand back. */
export const encodeKey = ({ at, id }: PageKey): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url')

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads a cursor back; anything we did not make is the caller's error. */
export function decodeKey(cursor: string): PageKey {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (isPlace(at) && typeof id === 'string' && uuid.test(id)) return { at, id }
  } catch (cause) {
    throw new AppError('bad_request', { cursor }, { cause })
  }
  throw new AppError('bad_request', { cursor })
}

/** A number that is a moment, or smaller: what is beyond would fail in the database instead of here. */
const isPlace = (at: unknown): at is number =>
  Number.isSafeInteger(at) && Number(at) >= 0 && Number(at) <= momentMax
