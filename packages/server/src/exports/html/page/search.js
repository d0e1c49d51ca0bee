const accents = /[\u0300-\u036f]/g
const unspoken =
  /\u00ad|[\u0591-\u05bd\u05bf-\u05c7]|\u0640|[\u064b-\u065f]|\u0670|\u200c|\u200d|[\ufe00-\ufe0f]/g
const stroked = /[ßæœøłđħıς]/g
const plain = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ħ: 'h', ı: 'i', ς: 'σ' }
const letter = /[\p{L}\p{N}]/u
// Scripts that are written without spaces: any part of a word can be asked for.
const dense =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]/u

/** A text as search compares it: lower case, without accents and strokes, full-width letters as usual ones. */
export const fold = (text) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .replace(unspoken, '')
    .replace(stroked, (found) => plain[found])

/** The same, with where in the text each of its units came from. */
function foldPlaced(text) {
  let folded = ''
  const from = []
  let at = 0
  for (const sign of text) {
    const piece = fold(sign)
    folded += piece
    for (let unit = 0; unit < piece.length; unit += 1) from.push(at)
    at += sign.length
  }
  from.push(at)
  return { folded, from }
}

/** The terms of a search: words, and what stands between quotes as it is written. All of them have to be there. */
export function readTerms(query) {
  const terms = []
  fold(query)
    .split(/["“”„«»]/)
    .forEach((piece, i) => {
      const chunks = i % 2 === 1 ? [piece.trim()] : piece.split(/\s+/)
      for (const chunk of chunks) {
        const term = chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
        if (term !== '' && !terms.includes(term) && terms.length < 20) terms.push(term)
      }
    })
  return terms
}

function signBefore(text, at) {
  const code = text.charCodeAt(at - 1)
  return code >= 0xdc00 && code <= 0xdfff ? text.slice(at - 2, at) : text.charAt(at - 1)
}

/** Where a term stands next in a folded text: at the beginning of a word, or anywhere where words are not parted. */
function placeOf(folded, term, start) {
  const isDense = dense.test(String.fromCodePoint(term.codePointAt(0)))
  for (let at = folded.indexOf(term, start); at >= 0; at = folded.indexOf(term, at + 1)) {
    if (isDense || at === 0) return at
    const before = signBefore(folded, at)
    if (!letter.test(before) || dense.test(before)) return at
  }
  return -1
}

export const has = (folded, term) => placeOf(folded, term, 0) >= 0

/** The stretches of a text that a search marks, in order and apart from each other. */
export function rangesIn(text, terms) {
  const { folded, from } = foldPlaced(text)
  const found = []
  for (const term of terms) {
    for (let at = placeOf(folded, term, 0); at >= 0; at = placeOf(folded, term, at + term.length))
      found.push([from[at], endOf(from, at + term.length)])
  }
  found.sort((a, b) => a[0] - b[0])
  const ranges = []
  for (const [start, end] of found) {
    const last = ranges.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else ranges.push([start, end])
  }
  return ranges
}

/** A sign may fold to several units: a range ends after all of it. */
function endOf(from, unit) {
  let end = unit
  while (end < from.length - 1 && from[end] === from[unit - 1]) end += 1
  return from[end]
}
