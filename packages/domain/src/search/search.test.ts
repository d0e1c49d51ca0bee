import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFinder, matches } from './match-search.ts'
import { parseSearch, parseWatchWord, type Search } from './parse-search.ts'
import { snippetOf } from './snippet.ts'
import { searchableOf } from './tokens.ts'

const searchFor = (text: string): Search => {
  const search = parseSearch(text)
  if (search === null) throw new Error(`Nothing to look for in ${text}`)
  return search
}
const finds = (asked: string, text: string): boolean => matches(searchFor(asked), text)

test.each([
  ['refund', 'When will I get my refund?'],
  ['refund', 'Refunded yesterday'],
  ['refund order', 'the order was never REFUNDED'],
  ['"card declined"', 'My card: declined again'],
  ['reklamace zbozi', 'Reklamace zboží č. 12'],
  ['zlut kun', 'Příliš žluťoučký kůň'],
  ['pengembalian', 'Bagaimana pengembalian dana saya?'],
  ['kirim', 'Kirimkan barangnya'],
  ['退款', '请问什么时候退款？'],
  ['款', '我要退款'],
  ['退款申请', '我的退款申请呢'],
  ['"退款申请"', '我的退款申请呢'],
  ['退款ABC', '我要退款abcd'],
  ['ガイド', 'ガイドをください'],
  ['한국', '한국어로 답해 주세요'],
  ['한국'.normalize('NFD'), '한국어로 답해 주세요'],
  ['คืนเงิน', 'ฉันต้องการคืนเงินค่ะ'],
  ['AB-12345', 'order ab-12345, please'],
  ['12345', 'order AB-12345'],
  ['12345', 'order AB12345'],
  ['3456', 'call +420777123456'],
  ['１２３', 'room 123'],
  ['٣٤٥', 'room 345'],
  ['strasse', 'Große Straße 5'],
  ['lodz', 'Łódź'],
  ['istanbul', 'İSTANBUL'],
  ['σοφος', 'ΣΟΦΌΣ'],
  ["don't", "I don't know"],
  ['anna@example.com', 'write to Anna@Example.com.'],
  ['oﬃce', 'the office'],
])('%j is found in %j', (asked, text) => {
  expect(finds(asked, text)).toBe(true)
})

test.each([
  ['refund', 'prerefund'],
  ['"refund"', 'refunded'],
  ['"card declined"', 'declined card'],
  ['"card decline"', 'card declined'],
  ['refund order', 'refund it'],
  ['退款', '退还款项'],
  ['哈哈哈', '哈哈'],
  ['AB-12345', '12345 ab'],
  ['345', 'order AB-12345'],
  ['款项', '退款'],
])('%j is not found in %j', (asked, text) => {
  expect(finds(asked, text)).toBe(false)
})

test('a search without a letter or a digit is none', () => {
  for (const text of ['', '   ', '"', '""', '%', "' OR 1=1"].slice(0, 5)) expect(parseSearch(text)).toBe(null)
  for (const text of ['👍', '\\', '_', '\ud800', '…', '&|!:*']) expect(parseSearch(text)).toBe(null)
})

const letters = fc.constantFrom(
  ...'abcdžščłøßÀIİıΣςσжй退款我要餐はがパｶﾞ한글각คืน์אבَعرب0123456789１２３٤-_\'"“@.,!%\\ \n'.split(''),
  '\u0301',
  '\u0308',
  '\u1112\u1161\u11ab',
  '👍🏽',
  '𠮷',
  '\ud800',
  '\u200d',
  'ﷺ',
  '½',
  '㎏',
)
const texts = fc.array(letters, { maxLength: 60 }).map((all) => all.join(''))

/** What an index that keeps the tokens alone would answer. */
const isNarrowed = (search: Search, text: string): boolean => {
  const tokens = [...searchableOf(text).tokens]
  return search.terms.every((term) =>
    term.tokens.every((asked) =>
      tokens.some((token) => (asked.isPrefix ? token.startsWith(asked.text) : token === asked.text)),
    ),
  )
}

test('whatever part of a text is asked for as a phrase or word is found in it, and the index never hides a match', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), fc.boolean(), (text, a, b, isQuoted) => {
      // Whole words only: what begins in the middle of one is another.
      const words = text.split(/[\s"“]+/u)
      const first = a % Math.max(1, words.length)
      const part = words.slice(first, first + 1 + (b % 3)).join(' ')
      const search = parseSearch(isQuoted ? `"${part}"` : part)
      if (search === null) return
      expect(matches(search, text)).toBe(true)
      expect(isNarrowed(search, text)).toBe(true)
      expect(snippetOf(search, text).some(({ isMatch }) => isMatch)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('of any search and any text, the index has what matches', () => {
  fc.assert(
    fc.property(texts, texts, (asked, text) => {
      const search = parseSearch(asked)
      if (search !== null && matches(search, text)) expect(isNarrowed(search, text)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('a snippet is the text again, whatever its letters fold to', () => {
  fc.assert(
    fc.property(texts, texts, (asked, text) => {
      const search = parseSearch(asked)
      if (search === null) return
      const pieces = snippetOf(search, text)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    }),
    { numRuns: 300 },
  )
})

const marked = (asked: string, text: string) =>
  snippetOf(searchFor(asked), text)
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('')

test('a snippet marks whole words, parts of dense ones, and what was asked for of a number', () => {
  expect(marked('refund', 'Two refunds, one REFUNDED.')).toBe('Two [refunds], one [REFUNDED].')
  expect(marked('"card declined"', 'My card: declined')).toBe('My [card: declined]')
  expect(marked('退款', '我要退款吗')).toBe('我要[退款]吗')
  expect(marked('退款申请', '我的退款申请呢')).toBe('我的[退款申请]呢')
  expect(marked('zluty', 'kůň Žlutý')).toBe('kůň [Žlutý]')
  expect(marked('strasse', 'Straße 5')).toBe('[Straße] 5')
  expect(marked('3456', '+420777123456')).toBe('+42077712[3456]')
})

test('a snippet of a long text lies around the first match and cuts no letter', () => {
  const text = `${'word '.repeat(100)}needle${' 👍'.repeat(200)}`
  const pieces = snippetOf(searchFor('needle'), text)
  expect(pieces[0]).toEqual({ text: '…', isMatch: false })
  expect(pieces.find(({ isMatch }) => isMatch)?.text).toBe('needle')
  expect(pieces.at(-1)?.text).toBe('…')
  expect(pieces.every((piece) => piece.text.isWellFormed())).toBe(true)
  expect(pieces.map((piece) => piece.text).join('').length).toBeLessThan(260)
})

test('of many watch-words those are found that a text holds, words by their beginning and several as a phrase', () => {
  const words = ['refund', '"free"', 'money back', '退款', 'AB-1']
  const finder = createFinder(
    words.flatMap((text) => {
      const search = parseWatchWord(text)
      return search === null ? [] : [[text, search] as const]
    }),
  )
  expect(finder('I want my refunds')).toEqual(['refund'])
  expect(finder('freedom')).toEqual([])
  expect(finder('free! money BACK').toSorted()).toEqual(['"free"', 'money back'])
  expect(finder('back money')).toEqual([])
  expect(finder('我要退款 ab-12')).toEqual(['退款', 'AB-1'])
})

const hostile: readonly (readonly [string, string])[] = [
  ['one long word', 'x'.repeat(100_000)],
  ['one long dense word', '退款'.repeat(50_000)],
  [
    'different dense letters',
    Array.from({ length: 100_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7) % 20_000))).join(''),
  ],
  ['marks on one letter', `a${'\u0301\u0323'.repeat(50_000)}`],
  ['quotes', '"'.repeat(100_000)],
  ['spaces', ' '.repeat(100_000)],
  ['half letters', '\ud800'.repeat(100_000)],
  ['digits', '1'.repeat(100_000)],
  ['letters and digits in turn', 'a1'.repeat(50_000)],
  ['what folds to many letters', 'ﷺ'.repeat(100_000)],
  ['jamo', '\u1112\u1161\u11ab'.repeat(33_000)],
]

test.each(hostile)('a hundred thousand units of %s are read in time', (_, text) => {
  // The thread's own time, and the least of a few: what else the machine does is not the reader's. The bound tells a
  // reader that backtracks, which takes minutes, from one that does not, on the slowest machine there is.
  const times = Array.from({ length: 3 }, () => {
    const { user, system } = process.threadCpuUsage()
    searchableOf(text)
    const after = process.threadCpuUsage()
    return (after.user + after.system - user - system) / 1_000
  })
  expect(Math.min(...times)).toBeLessThan(500)
  expect(
    searchableOf(text)
      .tokens.values()
      .every((token) => token.length <= 64),
  ).toBe(true)
})
