/** So many UTF-16 units fit in a cell; a spreadsheet calls a file with more damaged, or cuts them off. */
export const cellTextMax = 32_767

/** Control characters but tab and line ends, halves of letters, and two codes that are no letters. */
const unwritable = /[^\P{Cc}\t\n\r\x7f-\x9f]|[\ufffe\uffff]|\p{Surrogate}/gu
const isUnwritable = new RegExp(unwritable, 'u')
// Most texts hold none of these, and one look tells.
const special = /[&<>_\r]/
/** What reads like a spreadsheet's own way to write a letter by its code would be read as that letter. */
const likeCode = /_(?=x[0-9a-f]{4}_)/gi

/** A text without what XML has no way to write: control characters and halves of letters. */
export const withoutUnwritable = (text: string): string =>
  isUnwritable.test(text) ? text.replace(unwritable, '') : text

/** A writable text as XML that a spreadsheet reads back letter for letter: line ends of every kind, and `_x0041_` too. */
export const xmlText = (text: string): string =>
  special.test(text)
    ? text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(likeCode, '_x005F_')
        .replaceAll('\r', '_x000D_')
    : text

/** The same within quotes, where line ends and quotes would end or become something else. */
export const xmlAttribute = (text: string): string =>
  withoutUnwritable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (letter) => `&#${letter.charCodeAt(0)};`)
