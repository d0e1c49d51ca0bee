/** A value a message may show. Dates are milliseconds since 1970, like every moment outside SQL. */
export type MessageValue = string | number

/** The values a message's arguments take, by name. */
export type MessageArgs = Readonly<Record<string, MessageValue>>

/** One piece of a parsed message: words, an argument, a choice between messages, or the number chosen by. */
export type MessageNode = string | ArgumentNode | ChoiceNode | Readonly<{ kind: 'count' }>

/** A value shown as it is or formatted. */
export type ArgumentNode = Readonly<{
  kind: 'argument'
  name: string
  format: 'text' | 'number' | 'date' | 'time'
  style: string
}>

/** A choice by a number's plural form or by a word. */
export type ChoiceNode = Readonly<{
  kind: 'choice'
  name: string
  by: 'plural' | 'selectordinal' | 'select'
  cases: MessageCases
}>

type MessageCases = Readonly<Record<string, readonly MessageNode[]>>

type Reader = { readonly text: string; at: number }

/**
 * Reads a message in the subset of ICU MessageFormat that the catalogues use: `{name}`, `{n, number}`,
 * `{at, date, short}`, `{n, plural, one {# file} other {# files}}`, `selectordinal`, `select`, and `'` around
 * braces meant literally. Throws on anything else, so that a broken translation fails a test and not a screen.
 */
export function parseMessage(pattern: string): readonly MessageNode[] {
  const reader: Reader = { text: pattern, at: 0 }
  const nodes = readNodes(reader, false)
  if (reader.at < pattern.length) throw new SyntaxError(`Unexpected } at ${reader.at} in "${pattern}"`)
  return nodes
}

function readNodes(reader: Reader, counts: boolean): MessageNode[] {
  const nodes: MessageNode[] = []
  let literal = ''
  const flush = () => {
    if (literal) nodes.push(literal)
    literal = ''
  }

  while (reader.at < reader.text.length && reader.text[reader.at] !== '}') {
    const char = reader.text[reader.at]
    if (char === '{') {
      flush()
      nodes.push(readArgument(reader))
    } else if (char === '#' && counts) {
      flush()
      nodes.push({ kind: 'count' })
      reader.at++
    } else if (char === "'") {
      literal += readQuoted(reader)
    } else {
      literal += char
      reader.at++
    }
  }
  flush()
  return nodes
}

/** An apostrophe is itself unless it stands before something that would be read as syntax. */
function readQuoted(reader: Reader): string {
  const next = reader.text[reader.at + 1]
  if (next === "'") {
    reader.at += 2
    return "'"
  }
  if (next !== '{' && next !== '}' && next !== '#') {
    reader.at++
    return "'"
  }
  const end = reader.text.indexOf("'", reader.at + 2)
  const stop = end === -1 ? reader.text.length : end
  const quoted = reader.text.slice(reader.at + 1, stop)
  reader.at = stop + 1
  return quoted
}

function readArgument(reader: Reader): MessageNode {
  reader.at++
  const name = readWord(reader)
  if (take(reader, '}')) return { kind: 'argument', name, format: 'text', style: '' }
  expect(reader, ',')
  const format = readWord(reader)

  if (format === 'number' || format === 'date' || format === 'time') {
    const style = take(reader, ',') ? readWord(reader) : ''
    expect(reader, '}')
    return { kind: 'argument', name, format, style }
  }
  if (format !== 'plural' && format !== 'selectordinal' && format !== 'select') {
    throw new SyntaxError(`Unknown format "${format}" in "${reader.text}"`)
  }
  expect(reader, ',')
  return { kind: 'choice', name, by: format, cases: readCases(reader, format !== 'select') }
}

function readCases(reader: Reader, counts: boolean): MessageCases {
  const cases: Record<string, MessageNode[]> = {}
  while (!take(reader, '}')) {
    const selector = readWord(reader)
    expect(reader, '{')
    cases[selector] = readNodes(reader, counts)
    expect(reader, '}')
  }
  if (!cases.other) throw new SyntaxError(`No "other" in "${reader.text}"`)
  return cases
}

function readWord(reader: Reader): string {
  skipSpace(reader)
  const start = reader.at
  while (reader.at < reader.text.length && /[\p{L}\p{N}_=-]/u.test(reader.text[reader.at] ?? '')) reader.at++
  if (start === reader.at) throw new SyntaxError(`Expected a name at ${start} in "${reader.text}"`)
  return reader.text.slice(start, reader.at)
}

function take(reader: Reader, char: string): boolean {
  skipSpace(reader)
  if (reader.text[reader.at] !== char) return false
  reader.at++
  return true
}

function expect(reader: Reader, char: string): void {
  if (!take(reader, char)) throw new SyntaxError(`Expected ${char} at ${reader.at} in "${reader.text}"`)
}

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at++
}
