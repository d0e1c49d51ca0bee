import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operators } from './expression.ts'
import { formatFilter } from './format-filter.ts'
import { parseFilter } from './parse-filter.ts'
import {
  type CustomField,
  type FilterField,
  fieldLookup,
  filterFieldOf,
  sessionFields,
} from './session-fields.ts'
import { arbitraryFilter } from './testing/arbitrary-filter.ts'

const custom: readonly CustomField[] = [
  { scope: 'session', key: 'order_number', kind: 'text', choices: [] },
  { scope: 'session', key: 'amount', kind: 'number', choices: [] },
  { scope: 'session', key: 'due', kind: 'date', choices: [] },
  { scope: 'contact', key: 'plan', kind: 'choice', choices: ['free', 'pro, yearly', 'or'] },
  { scope: 'contact', key: 'interests', kind: 'multi_choice', choices: ['a', 'b'] },
  { scope: 'contact', key: 'vip', kind: 'boolean', choices: [] },
]
const allFields: readonly FilterField[] = [...sessionFields, ...custom.map(filterFieldOf)]
const fields = fieldLookup(custom)
const canonical = (text: string): string => {
  const parsed = parseFilter(text, fields)
  return parsed.ok ? formatFilter(parsed.expression) : JSON.stringify(parsed.problems)
}
const problemsOf = (text: string) => {
  const parsed = parseFilter(text, fields)
  return parsed.ok ? [] : parsed.problems.map(({ position, message }) => `${position}: ${message}`)
}
const id = '0190b7a0-0000-7000-8000-000000000001'

test.each([
  ['', ''],
  ['  state:any( assigned ,on_hold )\n', 'state:any(assigned,on_hold)'],
  ['wait:at_least(300s) wait:at_most(90s)', 'wait:at_least(5m) wait:at_most(90s)'],
  ['duration:between(1500ms,14d)', 'duration:between(1500ms,2w)'],
  ['started:after(2026-11-01)', 'started:after(2026-11-01T00:00:00.000Z)'],
  ['started:before(2026-11-01T10:00+02:00)', 'started:before(2026-11-01T08:00:00.000Z)'],
  ['started:in_last(7d)', 'started:in_last(1w)'],
  ['contactName:contains("Eva Nováková")', 'contactName:contains("Eva Nováková")'],
  ['email:is("eva@example.com")', 'email:is(eva@example.com)'],
  ['pageUrl:begins(https://example.com/a-b)', 'pageUrl:begins(https://example.com/a-b)'],
  ['agent:any(me)', 'agent:any(me)'],
  [`agent:any(${id.toUpperCase()})`, `agent:any(${id})`],
  [
    'rating:unset (tag:set or outcome:any("Not solved"))',
    'rating:unset (tag:set or outcome:any("Not solved"))',
  ],
  ['((rating:set))', 'rating:set'],
  ['(a:set)', '[{"position":1,"message":"There is no field \\"a\\""}]'],
  ['(rating:set (tag:set outcome:set))', 'rating:set tag:set outcome:set'],
  ['(rating:set tag:set or (outcome:set or notes:set))', '(rating:set tag:set or outcome:set or notes:set)'],
  ['contact.plan:any(or,"pro, yearly")', 'contact.plan:any(or,"pro, yearly")'],
  ['field.amount:at_least(-0)', 'field.amount:at_least(0)'],
  ['field.amount:is(1e3) field.due:is(2026-02-28)', 'field.amount:is(1000) field.due:is(2026-02-28)'],
  ['contact.vip:is(true) contact.interests:none(a,b)', 'contact.vip:is(true) contact.interests:none(a,b)'],
])('%j is read and written back as %j', (text, expected) => {
  expect(canonical(text)).toBe(expected)
  if (!expected.startsWith('[')) expect(canonical(expected)).toBe(expected)
})

test.each([
  ['hello', 0, 'Expected a condition'],
  ['state', 0, 'Expected a condition'],
  ['colour:any(red)', 0, 'no field "colour"'],
  ['  constructor:any(red)', 2, 'no field "constructor"'],
  ['state:is(ended)', 6, 'does not know "is"'],
  ['state:any(gone)', 10, 'Expected one of bot, unassigned'],
  ['state:any', 6, 'takes one value or more'],
  ['state:any ()', 6, 'takes one value or more'],
  ['state:set(ended)', 6, 'takes no values'],
  ['wait:between(1m)', 5, 'takes two values'],
  ['wait:between(2m,1m)', 13, 'must not be beyond'],
  ['wait:at_least(5)', 14, 'Expected a duration'],
  ['wait:at_least(101w,2m)', 5, 'takes one value'],
  ['wait:at_least(99999w)', 14, '100 years'],
  ['rating:is(five)', 10, 'Expected a number'],
  ['rating:is(1e999)', 10, 'Expected a number'],
  ['started:after(2026-02-30)', 14, 'Expected a moment'],
  ['started:after(2026-11-01T10:00)', 14, 'with its time zone'],
  ['started:after(1969-01-01)', 14, 'between 1970 and 9999'],
  ['field.due:is(2026-02-30)', 13, 'Expected a date'],
  ['contact:any(me)', 12, 'Expected an id'],
  ['agent:any(you)', 10, 'Expected an id, or me'],
  ['contact.vip:is(yes)', 15, 'true or false'],
  ['email:contains("")', 15, 'must not be empty'],
  ['email:contains("a\\u0000b")', 15, 'NUL'],
  ['email:contains("\\ud800")', 15, 'half characters'],
  ['email:contains("\ud800")', 15, 'half characters'],
  ['email:contains("\\x")', 15, 'as JSON writes it'],
  ['email:contains("abc)', 15, 'never closed'],
  ['email:contains(a b)', 17, 'Expected a comma'],
  ['email:contains(a,)', 17, 'Expected a value'],
  ['email:contains(ž)', 15, 'double quotes'],
  ['tag:set or rating:set', 8, 'stand in parentheses'],
  ['(tag:set or )', 12, 'A condition must stand here'],
  ['(or tag:set)', 1, 'A condition must stand here'],
  ['(tag:set', 0, 'never closed'],
  ['tag:set)', 7, 'closes nothing'],
  ['(((((tag:set)))))', 4, '4 deep'],
  ['1) OR (SELECT pg_sleep(3)) IS NULL--', 0, 'Expected a condition'],
  ['number:is(1) OR (SELECT pg_sleep(3)) IS NULL--', 13, 'Expected a condition'],
])('%j is refused at %i: %s', (text, position, message) => {
  const [first = ''] = problemsOf(text)
  expect(first).toContain(message)
  expect(first.startsWith(`${position}: `)).toBe(true)
})

test('everything that is wrong is said at once, each with its place', () => {
  expect(problemsOf('colour:set state:any(gone,ended,away) rating:is(5)')).toEqual([
    '0: There is no field "colour"',
    expect.stringContaining('21: Expected one of'),
    expect.stringContaining('32: Expected one of'),
  ])
})

test('limits hold: fifty conditions, fifty values, four groups deep', () => {
  expect(problemsOf('tag:set '.repeat(50))).toEqual([])
  expect(problemsOf('tag:set '.repeat(51))).toEqual(['400: A filter can have 50 conditions at most'])
  const numbers = (count: number) => `state:any(${Array.from({ length: count }, () => 'bot').join()})`
  expect(problemsOf(numbers(50))).toEqual([])
  expect(problemsOf(numbers(51))[0]).toContain('50 values at most')
})

test('what is formatted is read back as the same, and written again as the same', () => {
  fc.assert(
    fc.property(arbitraryFilter(allFields), (expression) => {
      const text = formatFilter(expression)
      const parsed = parseFilter(text, fields)
      expect(parsed).toEqual({ ok: true, expression })
      expect(canonical(text)).toBe(text)
    }),
    { numRuns: 500 },
  )
})

test('a text that is too long for an address is refused where it becomes so', () => {
  const long = (length: number) => 'tag:set '.padEnd(length)
  expect(parseFilter(long(6_000), fields).ok).toBe(true)
  expect(problemsOf(long(6_001))).toEqual(['6000: A filter can have 6000 characters at most'])
})

test('any text has an answer; what is accepted says the same when written in its canonical form', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '(',
      ')',
      ',',
      ' ',
      ' or ',
      '"',
      '\\',
      ':',
      'me',
      '%',
      '5m',
      '2026-11-01',
      '\ud800',
      '\0',
    ),
    fc.constantFrom(...allFields.map(({ name }) => `${name}:`)),
    fc.constantFrom(...operators),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
      (text) => {
        const parsed = parseFilter(text, fields)
        if (parsed.ok) expect(parseFilter(formatFilter(parsed.expression), fields)).toEqual(parsed)
        else
          for (const { position, message } of parsed.problems) {
            expect(position).toBeGreaterThanOrEqual(0)
            expect(position).toBeLessThanOrEqual(text.length)
            expect(message).not.toBe('')
          }
      },
    ),
    { numRuns: 1_000 },
  )
})

test.each([
  ['a word of a million characters', 'a'.repeat(1_000_000)],
  ['a text of a million characters', `email:contains("${'\\"%'.repeat(300_000)}")`],
  ['a text that never closes', `email:contains("${'\\'.repeat(1_000_000)}`],
  ['half a million parentheses', '('.repeat(500_000)],
  ['half a million conditions', 'tag:set '.repeat(100_000)],
  ['half a million values', `state:any(${'bot,'.repeat(100_000)}`],
])('%s is answered at once', (_, text) => {
  const began = performance.now()
  parseFilter(text, fields)
  expect(performance.now() - began).toBeLessThan(1_500)
})
