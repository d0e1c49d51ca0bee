// What spreadsheets read as the beginning of a formula, full-width forms too, behind anything they skip: spaces, controls,
// signs that are not seen, quotes.
const dangerous = /^[\s\p{Cc}\p{Cf}'"]|^[=+\-@%|＝＋－＠％｜]/u

/**
 * A text that no spreadsheet takes for a formula: one that begins as a formula could begin gets an apostrophe before it, and
 * so does one that begins with an apostrophe, so that `armFormula` gives every text back as it was.
 */
export const defuseFormula = (text: string): string => (dangerous.test(text) ? `'${text}` : text)

/** The text that was defused: without the first apostrophe, if it begins with one. */
export const armFormula = (text: string): string => (text.startsWith("'") ? text.slice(1) : text)
