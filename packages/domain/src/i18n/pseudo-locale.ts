const accented: Record<string, string> = {
  a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ',
  n: 'ñ', o: 'ö', p: 'þ', q: 'ǫ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
} // biome-ignore format: a table

const arabic: Record<string, string> = {
  a: 'ا',
  b: 'ب',
  c: 'ص',
  d: 'د',
  e: 'ي',
  f: 'ف',
  g: 'غ',
  h: 'ه',
  i: 'ي',
  j: 'ج',
  k: 'ك',
  l: 'ل',
  m: 'م',
  n: 'ن',
  o: 'و',
  p: 'ب',
  q: 'ق',
  r: 'ر',
  s: 'س',
  t: 'ت',
  u: 'و',
  v: 'ف',
  w: 'و',
  x: 'خ',
  y: 'ي',
  z: 'ز',
}

/**
 * English words a third longer and with accents, still readable. Whatever stays plain on a screen shown this
 * way was never in a catalogue, and whatever is cut off has no room for German.
 */
export function accentWords(words: string): string {
  const letters = replaceLetters(words, accented, true)
  const extra = Math.floor(words.replace(/[^a-z]/gi, '').length / 3)
  return extra > 1 ? `${letters.trimEnd()}${'·'.repeat(extra)}${/\s$/.test(words) ? ' ' : ''}` : letters
}

/** English words in Arabic letters: real right-to-left text, for finding a layout that only works one way. */
export function mirrorWords(words: string): string {
  return replaceLetters(words, arabic, false)
}

function replaceLetters(words: string, table: Readonly<Record<string, string>>, cased: boolean): string {
  return words.replace(/[a-z]/gi, (letter) => {
    const replaced = table[letter.toLowerCase()] ?? letter
    return cased && letter !== letter.toLowerCase() ? replaced.toUpperCase() : replaced
  })
}
