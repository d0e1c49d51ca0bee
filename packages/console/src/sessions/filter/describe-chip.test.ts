import { type Condition, formatMessage, type Operator } from '@rapport/domain'
import { expect, test } from 'vitest'
import english from '../late.en.json' with { type: 'json' }
import { type ChipWords, describeChip, describeLength } from './describe-chip.ts'
import type { CatalogueField } from './filter-catalogue.ts'

const words: ChipWords = {
  t: (key, args = {}) => formatMessage(english[key as keyof typeof english], args, { tag: 'en' }),
  tag: 'en-GB',
  timeZone: 'Europe/Prague',
  nameOf: (_field, value) => value.toUpperCase(),
}
const aField = (kind: CatalogueField['kind']): CatalogueField => ({
  name: 'x',
  kind,
  label: 'X',
  group: 'session',
})
const said = (kind: CatalogueField['kind'], ...conditions: [Operator, ...Condition['values']][]) =>
  describeChip(
    {
      field: 'x',
      anyOf: conditions.map(([operator, ...values]) => ({ type: 'condition', field: 'x', operator, values })),
    },
    aField(kind),
    words,
  )

test('choices are named, the first two and how many more', () => {
  expect(said('choice', ['any', 'bot'])).toBe('BOT')
  expect(said('id', ['any', 'a', 'b'])).toBe('A, B')
  expect(said('ids', ['any', 'a', 'b', 'c', 'd'])).toBe('A, B +2')
  expect(said('choice', ['none', 'ended'])).toBe('not ENDED')
  expect(said('choice', ['unset'])).toBe('not set')
})

test('lengths are said in the unit people would choose', () => {
  expect(said('duration', ['at_least', 300_000])).toBe('at least 5 mins')
  expect(said('duration', ['between', 90_000, 7_200_000])).toBe('90 secs to 2 hrs')
  expect(said('moment', ['in_last', 30 * 86_400_000])).toBe('last 30 days')
  expect(describeLength(14 * 86_400_000, 'en-GB')).toBe('14 days')
})

test('a moment at midnight where the workspace is, is a day', () => {
  expect(said('moment', ['after', Date.parse('2026-11-01T23:00:00Z')])).toBe('since 2 Nov 2026')
  expect(said('moment', ['before', Date.parse('2026-11-02T08:30:00Z')])).toBe('before 2 Nov 2026, 09:30')
})

test('a range of days is said with its last day, though it ends where the next begins', () => {
  const [from, to] = [Date.parse('2026-10-31T23:00:00Z'), Date.parse('2026-11-03T23:00:00Z')]
  expect(said('moment', ['between', from, to])).toBe('1 Nov 2026 to 3 Nov 2026')
})

test('alternatives of one field are joined, texts and dates as they stand', () => {
  expect(said('text', ['contains', 'refund'], ['begins', 're'])).toBe('contains “refund” or begins with “re”')
  expect(said('date', ['is', '2026-11-20'])).toBe('20 Nov 2026')
  expect(said('flag', ['is', true])).toBe('Yes')
})
