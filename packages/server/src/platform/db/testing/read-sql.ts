/** One word, sign or literal of a statement, lower-cased unless it was quoted. */
export type Token = Readonly<{ kind: 'word' | 'quoted' | 'parameter' | 'literal' | 'sign'; text: string }>

/** A parenthesised part of a statement, or a single token. */
export type Node = Token | Group

/** What stands between two parentheses. */
export type Group = Readonly<{ kind: 'group'; items: readonly Node[] }>

const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<dollar>\$(?<tag>[a-z_]*)\$[\s\S]*?\$\k<tag>\$)`,
    `(?<text>(?:e|E)?'(?:[^']|'')*')`,
    `"(?<quoted>(?:[^"]|"")*)"`,
    String.raw`(?<parameter>\$\d+)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<number>\d[\w.]*)`,
    String.raw`(?<sign>::|<=|>=|<>|!=|\|\||->>|->|[\s\S])`,
  ].join('|'),
  'g',
)

/** A statement as nested groups: enough of SQL to see which condition belongs to which part, and no more. */
export function readSql(text: string): Group {
  const tokens = text.matchAll(pattern).map((match) => toToken(match.groups ?? {}))
  return readGroup(tokens)
}

function readGroup(tokens: IteratorObject<Token | undefined>): Group {
  const items: Node[] = []
  for (let next = tokens.next(); !next.done; next = tokens.next()) {
    const token = next.value
    if (isSign(token, ')')) break
    if (isSign(token, '(')) items.push(readGroup(tokens))
    else if (token) items.push(token)
  }
  return { kind: 'group', items }
}

function toToken(groups: Record<string, string | undefined>): Token | undefined {
  if (groups.space !== undefined) return undefined
  if (groups.word !== undefined) return { kind: 'word', text: groups.word.toLowerCase() }
  if (groups.quoted !== undefined) return { kind: 'quoted', text: groups.quoted.replaceAll('""', '"') }
  if (groups.parameter !== undefined) return { kind: 'parameter', text: groups.parameter }
  const literal = groups.text ?? groups.dollar ?? groups.number
  if (literal !== undefined) return { kind: 'literal', text: literal }
  return { kind: 'sign', text: groups.sign ?? '' }
}

/** Whether this is an unquoted word, or one of several. */
export function isWord(node: Node | undefined, ...words: string[]): boolean {
  return node?.kind === 'word' && words.includes(node.text)
}

/** Whether this is that sign. */
export function isSign(node: Node | undefined, sign: string): boolean {
  return node?.kind === 'sign' && node.text === sign
}

/** A name, quoted or not; nothing for anything else. */
export function nameOf(node: Node | undefined): string | undefined {
  return node?.kind === 'word' || node?.kind === 'quoted' ? node.text : undefined
}
