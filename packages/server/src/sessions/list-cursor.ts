import { createHash } from 'node:crypto'
import { momentMax } from '@rapport/contract'
import { type Instant, instant } from '@rapport/domain'
import { AppError } from '../platform/errors.ts'
import type { SortPlace, SortSql } from './filter/sort-queries.ts'

/**
 * Where a page of a list ended, and when its first page was asked: clocks and "the last 7 days" are reckoned from then on
 * every page, or rows would come twice and others not at all while time passes.
 */
export type ListCursor = Readonly<{ now: Instant; place: SortPlace }>

/** What a cursor belongs to. Another list, filter or order is another question, in which its place means nothing. */
export type CursorQuestion = Readonly<{ list: string; filter: string; sort: string; direction: string }>

const hashOf = ({ list, filter, sort, direction }: CursorQuestion): string =>
  createHash('sha256')
    .update(JSON.stringify([list, filter, sort, direction]))
    .digest('base64url')
    .slice(0, 12)

/** A cursor as an opaque text that fits the contract's 500 characters. */
export function encodeListCursor(
  question: CursorQuestion,
  { now, place: { value, id } }: ListCursor,
): string {
  const parts = [hashOf(question), now, id, value === null ? '' : `=${value}`]
  return Buffer.from(parts.join(' ')).toString('base64url')
}

const form = /^([\w-]{12}) (\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) (=.*)?$/s

/** Reads a cursor back; what we did not make, or made of another question, is the caller's error. */
export function decodeListCursor(text: string, question: CursorQuestion, type: SortSql['type']): ListCursor {
  const [, hash, now, id = '', written] = form.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? []
  if (hash === undefined) throw new AppError('bad_request', { cursor: text })
  if (hash !== hashOf(question)) throw foreignCursor()
  const value = written === undefined ? null : readKey(written.slice(1), type)
  if (value === undefined || Number(now) > momentMax) throw new AppError('bad_request', { cursor: text })
  return { now: instant(Number(now)), place: { value, id } }
}

function readKey(text: string, type: SortSql['type']): string | number | undefined {
  if (type === 'text') return text.includes('\0') ? undefined : text
  const number = Number(text)
  if (text === '' || !Number.isFinite(number)) return undefined
  return type === 'moment' && !(Number.isSafeInteger(number) && number >= 0 && number <= momentMax)
    ? undefined
    : number
}

const foreignCursor = () => {
  const message = 'This cursor belongs to another list, filter or order; begin with the first page'
  return new AppError('invalid_input', {}, { fields: [{ path: ['cursor'], message }] })
}
