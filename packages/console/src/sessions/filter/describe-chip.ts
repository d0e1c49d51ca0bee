import type { Condition, FilterValue } from '@rapport/domain'
import type { Translate } from '../../app/index.ts'
import { writtenDate } from '../columns/written-date.ts'
import type { CatalogueField } from './filter-catalogue.ts'
import type { FilterChip } from './filter-chips.ts'

/** What a sentence about a chip needs: the words, the names of ids and choices, and how the reader writes numbers. */
export type ChipWords = Readonly<{
  t: Translate
  tag: string
  timeZone: string
  nameOf: (field: CatalogueField, value: string) => string
}>

const namedMax = 2

/** What a chip asks for, after its field's name: "WhatsApp, Instagram", "last 30 days", "at least 5 min". */
export function describeChip({ anyOf }: FilterChip, field: CatalogueField, words: ChipWords): string {
  const [first = '', ...others] = anyOf.map((condition) => describeCondition(condition, field, words))
  return others.reduce((one, other) => words.t('sessions.filter.or', { one, other }), first)
}

/** One condition, without its field's name. */
function describeCondition(condition: Condition, field: CatalogueField, words: ChipWords): string {
  const { operator } = condition
  const values = condition.values.map((value, place) =>
    describeValue(value, { condition, field, words, isEnd: operator === 'between' && place === 1 }),
  )
  const [value = '', to = ''] = values
  return words.t(`sessions.filter.said.${operator}`, {
    values: listed(values, words),
    value,
    from: value,
    to,
  })
}

/** The first names, and how many more there are. */
function listed(values: readonly string[], { t }: ChipWords): string {
  const [first = '', second, ...rest] = values
  if (second === undefined) return first
  return rest.length === 0
    ? t('sessions.filter.values', { first, second })
    : t('sessions.filter.more', { first, second, n: values.length - namedMax })
}

type About = Readonly<{
  condition: Condition
  field: CatalogueField
  words: ChipWords
  /** The second end of a range. */
  isEnd: boolean
}>

function describeValue(value: FilterValue, about: About): string {
  const { field, words } = about
  if (typeof value === 'boolean') return words.t(value ? 'sessions.filter.yes' : 'sessions.filter.no')
  if (typeof value === 'number') return describeNumber(value, about)
  if (field.kind === 'date') return writtenDate(value, words.tag)
  return field.kind === 'text' ? value : words.nameOf(field, value)
}

function describeNumber(value: number, { condition, field, words, isEnd }: About): string {
  const { tag, timeZone } = words
  const isLength = condition.operator === 'in_last' || condition.operator === 'older_than'
  if (field.kind === 'moment' && !isLength) return describeMoment(value, { tag, timeZone, isEnd })
  return field.kind === 'duration' || isLength ? describeLength(value, tag) : formatNumber(value, tag)
}

const formatNumber = (value: number, tag: string) => new Intl.NumberFormat(tag).format(value)

/** A day, where it is one: a range of moments ends before its second one, so the last day is the one before. */
function describeMoment(
  at: number,
  { tag, timeZone, isEnd }: { tag: string; timeZone: string; isEnd: boolean },
) {
  const isMidnight =
    new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(at) === '00:00:00'
  const style = isMidnight
    ? ({ dateStyle: 'medium' } as const)
    : ({ dateStyle: 'medium', timeStyle: 'short' } as const)
  return new Intl.DateTimeFormat(tag, { ...style, timeZone }).format(isMidnight && isEnd ? at - 1 : at)
}

/** The units in which lengths of time are said and typed, with their milliseconds, largest first. */
export const lengthUnits = [
  ['weeks', 604_800_000],
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const
export type LengthUnit = (typeof lengthUnits)[number][0]

/** A length of time in the largest unit that leaves nothing over; weeks are said as days. */
export function describeLength(ms: number, tag: string): string {
  const [unit, size] = lengthUnits.slice(1).find(([, one]) => ms % one === 0 && ms > 0) ?? ['seconds', 1_000]
  const format = {
    style: 'unit',
    unit: unit.slice(0, -1),
    unitDisplay: unit === 'days' ? 'long' : 'short',
  } as const
  return new Intl.NumberFormat(tag, { ...format, maximumFractionDigits: 3 }).format(ms / size)
}
