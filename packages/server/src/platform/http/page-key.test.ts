import { momentMax } from '@rapport/contract'
import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { decodeKey, encodeKey } from './page-key.ts'

const id = '0197a3c2-0000-7000-8000-00000000c0de'
const textOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

test('a page key comes back as it was, from the first moment to the last', () => {
  for (const at of [0, 1_790_000_000_000, momentMax])
    expect(decodeKey(encodeKey({ at, id }))).toEqual({ at, id })
})

test.each<[string, string]>([
  ['nothing', ''],
  ['no JSON', 'abc'],
  ['an object', textOf({ at: 1, id })],
  ['an operator', textOf([{ $gt: 0 }, id])],
  ['no id', textOf([1, "' or 1=1"])],
  ['half a moment', textOf([1.5, id])],
  ['a moment before all', textOf([-1, id])],
  ['a moment after all', textOf([momentMax + 1, id])],
  ['a number no date can hold', textOf([Number.MAX_SAFE_INTEGER, id])],
])("a cursor that is %s is the caller's error, not the database's", (_, cursor) => {
  expect(() => decodeKey(cursor)).toThrow(AppError)
})
