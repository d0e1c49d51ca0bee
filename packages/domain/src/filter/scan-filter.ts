/** One thing wrong with a filter's text: where, in UTF-16 units from its beginning, and what, as a sentence. */
export type FilterProblem = Readonly<{ position: number; message: string }>

/** A piece of a filter's text. `text` is what a quoted text means, for the others what is written. */
export type Token = Readonly<{
  kind: '(' | ')' | ',' | 'word' | 'text' | 'end'
  text: string
  /** Where it begins and where what follows it does, in UTF-16 units. */
  position: number
  end: number
}>

/** Everything that may stand in a word: a field with its operator, and values that need no quotes. */
export const wordCharacters = 'A-Za-z0-9_.:+@/-'
const wordStart = new RegExp(`[${wordCharacters}]+`, 'y')
const space = /[ \t\r\n]+/y

/** Takes a filter's text apart, once from left to right, and stops at the first thing that is no part of any filter. */
export function scanFilter(text: string): readonly Token[] | FilterProblem {
  const tokens: Token[] = []
  let position = 0
  while (position < text.length) {
    const token = scanToken(text, position)
    if ('message' in token) return token
    if (token.kind !== 'end') tokens.push(token)
    position = token.end
  }
  return [...tokens, { kind: 'end', text: '', position, end: position }]
}

/** The token at a place; blanks come as an `end` of their own. */
function scanToken(text: string, position: number): Token | FilterProblem {
  const first = text.charAt(position)
  if (first === '(' || first === ')' || first === ',')
    return { kind: first, text: first, position, end: position + 1 }
  if (first === '"') return scanText(text, position)
  const word = matchAt(wordStart, text, position)
  if (word !== null) return { kind: 'word', text: word, position, end: position + word.length }
  const blank = matchAt(space, text, position)
  if (blank !== null) return { kind: 'end', text: '', position, end: position + blank.length }
  return { position, message: 'This character must stand in double quotes' }
}

function matchAt(pattern: RegExp, text: string, position: number): string | null {
  pattern.lastIndex = position
  return pattern.exec(text)?.[0] ?? null
}

function scanText(text: string, position: number): Token | FilterProblem {
  let end = position + 1
  while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1
  if (end >= text.length) return { position, message: 'The double quote that begins here is never closed' }
  const meant = readJson(text.slice(position, end + 1))
  if (meant === null) return { position, message: 'This is not a text as JSON writes it' }
  return { kind: 'text', text: meant, position, end: end + 1 }
}

function readJson(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return null
  }
}
