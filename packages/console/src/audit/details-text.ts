import type { AuditEntryView } from '@rapport/contract/light'
import type { MessageKey, Translate } from '../app/index.ts'
import words from './en.json' with { type: 'json' }

/** How a fact is said: the words, and a moment as the reader writes it. */
export type Saying = Readonly<{ t: Translate; moment(at: number): string }>

/** A fact of an entry as people read it. What says enough by itself has no term. */
export type Fact = Readonly<{ key: string; term: string | null; value: string }>

type Details = AuditEntryView['details']

// Which settings were spoken of and which rows belong together is for programs; people are told what was done.
const untold = new Set(['asked', 'expected', 'total', 'batchId', 'do', 'isFurtherPage'])
const momentKeys = new Set(['since', 'until'])

/** The facts of an entry in people's words, in the order they were noted; a batch begins with what it does to how many. */
export function factsOf(
  { action, details }: Pick<AuditEntryView, 'action' | 'details'>,
  say: Saying,
): Fact[] {
  const told = Object.entries(details).filter(
    // A ban without an end says so; of all else, what was left open is nothing to tell.
    ([key, value]) => !untold.has(key) && (value !== null || key === 'until'),
  )
  return [
    ...batchFacts(action, details, say),
    ...told.map(([key, value]) => ({ key, term: termOf(key, say), value: wordsFor(key, value, say) })),
  ]
}

/** The same on one line. */
export const detailsText = (entry: Pick<AuditEntryView, 'action' | 'details'>, say: Saying): string =>
  factsOf(entry, say)
    .map(({ term, value }) => (term === null ? value : `${term}: ${value}`))
    .join(' · ')

/** What an entry is about: by its name, else by what it is or, where nothing is known of it, by its id's short form. */
export function subjectText(
  { kind, id, label }: NonNullable<AuditEntryView['subject']>,
  t: Translate,
): string {
  if (label !== null) return label
  return kind === 'contact' ? t('audit.visitor') : id.slice(-8)
}

function batchFacts(action: string, details: Details, { t }: Saying): Fact[] {
  const key = keyOf(`audit.batch.${String(details.do)}`)
  if (!action.startsWith('batch.') || key === null) return []
  const count = details.total ?? details.expected
  return [{ key: 'do', term: null, value: t(key, { n: typeof count === 'number' ? count : 0 }) }]
}

function termOf(name: string, { t }: Saying): string {
  const key = keyOf(`audit.fact.${name}`)
  if (key !== null) return t(key)
  const spaced = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

function wordsFor(name: string, value: unknown, { t, moment }: Saying): string {
  if (name === 'until' && value === null) return t('audit.forGood')
  if (momentKeys.has(name) && typeof value === 'number') return moment(value)
  if (name === 'number') return `#${String(value)}`
  const key = keyOf(`audit.value.${name}.${String(value)}`)
  return key === null ? plainText(value) : t(key)
}

/** Words as they are, lists with commas, the rest as JSON. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(plainText).join(', ')
  return JSON.stringify(value)
}

const keyOf = (name: string): MessageKey | null => (Object.hasOwn(words, name) ? (name as MessageKey) : null)
