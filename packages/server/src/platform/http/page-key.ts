import { momentMax } from '@rapport/contract'
import { AppError } from '../errors.ts'

/** Where a page ended: a moment (or number) and the id that settles ties. */
export type PageKey = Readonly<{ at: number; id: string }>

/** A page's end as an opaque text for the caller to hand back. */
export const encodeKey = ({ at, id }: PageKey): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url')

/**
 * A page of what was read one row beyond the limit, since that row is how one knows that there is another page; and the
 * cursor that goes on after it, null at the end.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (last: Row) => PageKey,
): Readonly<{ items: Row[]; next: string | null }> {
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last === undefined ? null : encodeKey(keyOf(last)) }
}

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
