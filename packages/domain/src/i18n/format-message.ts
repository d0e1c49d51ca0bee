import {
  type ArgumentNode,
  type ChoiceNode,
  type MessageArgs,
  type MessageNode,
  type MessageValue,
  parseMessage,
} from './message-pattern.ts'

/** How a message is to be shown: the language of plurals, numbers and dates, and what is done to its words. */
export type MessageLocale = Readonly<{
  /** A BCP 47 tag that Intl understands. */
  tag: string
  /** The zone for dates and times; the reader's own when left out. */
  timeZone?: string
  /** Applied to the message's own words, never to arguments: how pseudo-locales are made. */
  transform?: (words: string) => string
}>

const parsed = new Map<string, readonly MessageNode[]>()

/**
 * The text of a message with its arguments filled in. Shared by server, console and widget, so that one
 * catalogue reads the same in all three. An argument that was not given shows as its name in braces rather
 * than failing: a screen with a flaw beats no screen.
 *
 * @example formatMessage('{n, plural, one {# session} other {# sessions}}', { n: 2 }, { tag: 'en' }) // '2 sessions'
 */
export function formatMessage(pattern: string, args: MessageArgs, locale: MessageLocale): string {
  let nodes = parsed.get(pattern)
  if (!nodes) {
    nodes = parseMessage(pattern)
    parsed.set(pattern, nodes)
  }
  return formatNodes(nodes, args, locale, 0)
}

function formatNodes(
  nodes: readonly MessageNode[],
  args: MessageArgs,
  locale: MessageLocale,
  count: number,
): string {
  let text = ''
  for (const node of nodes) {
    if (typeof node === 'string') text += locale.transform ? locale.transform(node) : node
    else if (node.kind === 'count') text += formatNumber(count, '', locale)
    else if (node.kind === 'argument') text += formatArgument(node, args[node.name], locale)
    else text += formatChoice(node, args, locale, count)
  }
  return text
}

function formatArgument(
  { name, format, style }: ArgumentNode,
  value: MessageValue | undefined,
  locale: MessageLocale,
): string {
  if (value === undefined) return `{${name}}`
  if (format === 'text') return typeof value === 'number' ? formatNumber(value, '', locale) : value
  if (format === 'number') return formatNumber(Number(value), style, locale)
  const zone = locale.timeZone ? { timeZone: locale.timeZone } : {}
  const length = isLength(style) ? style : format === 'date' ? 'medium' : 'short'
  const options = format === 'date' ? { dateStyle: length } : { timeStyle: length }
  return dateFormat(locale.tag, { ...options, ...zone }).format(Number(value))
}

function formatChoice(
  { name, by, cases }: ChoiceNode,
  args: MessageArgs,
  locale: MessageLocale,
  outer: number,
): string {
  const value = args[name]
  const other = cases.other ?? []
  if (by === 'select') return formatNodes(cases[String(value)] ?? other, args, locale, outer)

  const count = Number(value ?? 0)
  const type = by === 'plural' ? 'cardinal' : 'ordinal'
  const chosen = cases[`=${count}`] ?? cases[pluralRules(locale.tag, type).select(count)] ?? other
  return formatNodes(chosen, args, locale, count)
}

const lengths = ['short', 'medium', 'long', 'full'] as const
const isLength = (style: string): style is (typeof lengths)[number] =>
  (lengths as readonly string[]).includes(style)

const numberStyles: Record<string, Intl.NumberFormatOptions> = {
  integer: { maximumFractionDigits: 0 },
  percent: { style: 'percent' },
  compact: { notation: 'compact' },
}

function formatNumber(value: number, style: string, { tag }: MessageLocale): string {
  return remember(`n:${tag}:${style}`, () => new Intl.NumberFormat(tag, numberStyles[style] ?? {})).format(
    value,
  )
}

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return remember(`d:${tag}:${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(tag, options))
}

function pluralRules(tag: string, type: 'cardinal' | 'ordinal'): Intl.PluralRules {
  return remember(`p:${tag}:${type}`, () => new Intl.PluralRules(tag, { type }))
}

// Intl objects cost up to a tenth of a millisecond to make, and a list formats thousands of values.
const remembered = new Map<string, unknown>()

function remember<T>(key: string, make: () => T): T {
  const known = remembered.get(key)
  if (known !== undefined) return known as T
  const made = make()
  remembered.set(key, made)
  return made
}
