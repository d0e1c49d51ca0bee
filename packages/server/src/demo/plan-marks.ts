import type { Origin } from '@rapport/contract'
import {
  type AgentId,
  type ContactId,
  type FieldValues,
  firstOfEachGroup,
  type Priority,
  type TagId,
} from '@rapport/domain'
import type { Beside } from '../sessions/index.ts'
import type { Colleague, Step } from './compose-session.ts'
import type { MarkGround } from './demo-ground.ts'
import { demoParts, demoPlans, demoReasons } from './demo-marks.ts'
import { createRandom, type Random } from './random.ts'

/** What people say of a session, and what is known beside it. */
export type Marks = Readonly<{
  priority: Priority | null
  tagIds: readonly TagId[]
  /** What came of it, where somebody says. */
  outcome: string | null
  rating: number | null
  /** Whom its notes speak to. */
  mentions: readonly AgentId[]
  beside: Beside
}>

/** What marks depend on. */
export type Marked = Readonly<{
  number: number
  startAt: number
  isOnWeb: boolean
  locale: string
  steps: readonly Step[]
  colleagues: readonly Colleague[]
}>

/**
 * The marks of a session, drawn by a chance of their own: with the same number always the same, and without another word
 * said in any session for it.
 */
export function planMarks(ground: MarkGround, session: Marked): Marks {
  const random = createRandom(session.number * 2_654_435_761)
  const { tags, outcomes } = ground
  const count = random.weighted([
    [0, 45],
    [1, 40],
    [2, 15],
  ] as const)
  const tagIds = Array.from({ length: count }, () => random.weighted(tags.session))
  const hasTaken = session.steps.some((step) => step.do === 'take')
  return {
    priority: random.weighted([
      [null, 82],
      ['high', 9],
      ['urgent', 4],
      ['low', 5],
    ] as const),
    tagIds: hasTaken ? firstOfEachGroup(ground.tree, [...new Set(tagIds)]) : [],
    outcome: outcomes.length > 0 && hasTaken && random.chance(0.8) ? random.weighted(outcomes) : null,
    rating: hasTaken && random.chance(0.35) ? drawRating(random) : null,
    mentions: random.chance(0.6) ? [random.pick(session.colleagues).id] : [],
    beside: {
      origin: session.isOnWeb ? drawOrigin(random, session.locale) : { language: session.locale },
      fields: onlyKnown(ground.fields.session, hasTaken ? drawFields(random, session) : {}),
    },
  }
}

const drawRating = (random: Random): number =>
  random.weighted([
    [5, 56],
    [4, 24],
    [3, 10],
    [2, 5],
    [1, 5],
  ] as const)

const countries: Readonly<Record<string, readonly string[]>> = {
  en: ['US', 'GB', 'AU', 'CA', 'IE'],
  cs: ['CZ'],
  zh: ['CN', 'TW', 'SG'],
  id: ['ID'],
  de: ['DE', 'AT', 'CH'],
  ar: ['EG', 'AE', 'SA'],
  es: ['ES', 'MX'],
  fr: ['FR', 'BE'],
  pt: ['PT', 'BR'],
  ja: ['JP'],
  th: ['TH'],
}
const pages = ['', 'lamps', 'mugs', 'blankets', 'delivery', 'returns', 'basket', 'account/orders']
const referrers = ['https://www.google.com/', 'https://www.instagram.com/', 'https://duckduckgo.com/']

function drawOrigin(random: Random, locale: string): Origin {
  return {
    language: locale,
    country: random.pick(countries[locale.slice(0, 2)] ?? ['CZ']),
    pageUrl: `https://linden.example/${locale.slice(0, 2)}/${random.pick(pages)}`,
    referrer: random.chance(0.55) ? random.pick(referrers) : null,
    device: random.weighted([
      ['phone', 58],
      ['desktop', 34],
      ['tablet', 8],
    ] as const),
  }
}

const day = 24 * 3_600_000

/** The order is the one they talk of, where they name one. */
function drawFields(random: Random, { steps, startAt }: Marked): FieldValues {
  const order = orderIn(steps) ?? `LC-${random.between(8000, 9899)}-${random.between(1000, 9999)}`
  const code = random.between(100_000, 999_999)
  return {
    ...(random.chance(0.6) ? { order_number: order } : {}),
    ...(random.chance(0.4) ? { amount: random.between(900, 42_000) / 100 } : {}),
    ...(random.chance(0.45) ? { reason: random.pick(demoReasons) } : {}),
    ...(random.chance(0.12) ? { parts: [...new Set([random.pick(demoParts), random.pick(demoParts)])] } : {}),
    ...(random.chance(0.15) ? { promised_on: dateOf(startAt + random.between(1, 9) * day) } : {}),
    ...(random.chance(0.1) ? { tracking: `https://parcels.example/track/${code}` } : {}),
  }
}

function orderIn(steps: readonly Step[]): string | undefined {
  for (const step of steps) {
    const found = step.do === 'say' && step.by === 'contact' ? /LC-\d{4}-\d{4}/.exec(step.text) : null
    if (found !== null) return found[0]
  }
  return undefined
}

/** What a contact is marked with, as columns: by their id, so that it is the same whenever it is asked. */
export function contactMarks(ground: MarkGround, contactId: ContactId, since: number) {
  const random = createRandom(Number.parseInt(contactId.slice(-8), 16))
  const tagIds = random.chance(0.3) ? [random.weighted(ground.tags.contact)] : []
  const drawn: FieldValues = random.chance(0.5)
    ? {
        plan: random.pick(demoPlans),
        newsletter: random.chance(0.4),
        ...(random.chance(0.6) ? { customer_since: dateOf(since - random.between(0, 2_000) * day) } : {}),
      }
    : {}
  const fields = onlyKnown(ground.fields.contact, drawn)
  const sources = Object.fromEntries(Object.keys(fields).map((key) => [key, 'api']))
  return { tag_ids: `{${tagIds.join(',')}}`, fields, field_sources: sources }
}

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

const onlyKnown = (keys: ReadonlySet<string>, values: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key)))
