const marks = /[\u0300-\u036f]/g

/** Letters that are another with a stroke, or two in one, for whoever types without them. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
}
const plainable = /[ßæœøłđħıς]/g

/**
 * A text as search compares it: compatibility forms taken apart, lower case, without accents and strokes, so that "Žlutý"
 * is found by "zluty" and "Łukasz" by "lukasz".
 */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(plainable, (letter) => plain[letter] ?? letter)
