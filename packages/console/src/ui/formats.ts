const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/**
 * A length of time as a clock: `0:42`, `12:08`, `1:02:33`. Digits only, so columns line up and every language
 * reads it; from two days on in days and hours, `34 d 21 h`, for nobody reads 837 hours. Negative lengths show as zero
 * because clocks of two machines differ by a little.
 */
export function formatDuration(milliseconds: number, locale: FormatLocale = { tag: 'en' }): string {
  if (milliseconds >= 2 * day) return formatDays(milliseconds, locale)
  const seconds = Math.max(0, Math.floor(milliseconds / second))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const padded = String(s).padStart(2, '0')
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${padded}` : `${m}:${padded}`
}

function formatDays(milliseconds: number, locale: FormatLocale): string {
  const days = formatUnit(Math.floor(milliseconds / day), 'day', locale)
  const hours = Math.floor((milliseconds % day) / hour)
  return hours === 0 ? days : `${days} ${formatUnit(hours, 'hour', locale)}`
}

/** Where and how the reader reads: what every formatter needs to know. */
export type FormatLocale = Readonly<{ tag: string; timeZone?: string | undefined }>

/**
 * How long ago, as briefly as a list needs it: `now`, `2 min`, `3 h`, `4 d`, then the date. The exact moment
 * belongs in a tooltip beside it.
 */
export function formatRelative(at: number, now: number, locale: FormatLocale, justNow: string): string {
  const age = now - at
  if (age < minute) return justNow
  if (age < hour) return formatUnit(Math.floor(age / minute), 'minute', locale)
  if (age < day) return formatUnit(Math.floor(age / hour), 'hour', locale)
  if (age < 7 * day) return formatUnit(Math.floor(age / day), 'day', locale)
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return formatDate(at, sameYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'medium' }, locale)
}

/**
 * A moment as it stands in a sentence: `5 minutes ago`, `in 3 hours`, `yesterday`, and from a week on its day. Lists take
 * `formatRelative`, which is shorter and not a phrase.
 */
export function formatAgo(at: number, now: number, locale: FormatLocale): string {
  const distance = at - now
  const size = Math.abs(distance)
  if (size >= 7 * day) return formatDay(at, now, locale)
  // What is still to come is rounded: a key made for five days ends in 5, not in 4.
  const whole = distance > 0 ? Math.round : Math.trunc
  const [unit, length] =
    size < hour
      ? (['minute', minute] as const)
      : size < day
        ? (['hour', hour] as const)
        : (['day', day] as const)
  const format = remember(
    `r:${locale.tag}`,
    () => new Intl.RelativeTimeFormat(locale.tag, { numeric: 'auto' }),
  )
  return size < minute ? format.format(0, 'second') : format.format(whole(distance / length), unit)
}

/** The exact moment in words, for tooltips and details. */
export function formatMoment(at: number, locale: FormatLocale): string {
  return formatDate(at, { dateStyle: 'medium', timeStyle: 'medium' }, locale)
}

/** The time of day as it is said where the reader is: `10:02`, `10:02 AM`. */
export function formatTime(at: number, locale: FormatLocale): string {
  return formatDate(at, { timeStyle: 'short' }, locale)
}

/** The day, without a year while it is this one: `2 Nov`, `19 Sep 2025`. */
export function formatDay(at: number, now: number, locale: FormatLocale): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return formatDate(at, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }, locale)
}

/** True when both moments fall on the same day where the reader is; decides where a thread shows a day. */
export function isSameDay(a: number, b: number, locale: FormatLocale): boolean {
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'numeric', day: 'numeric' }
  return formatDate(a, options, locale) === formatDate(b, options, locale)
}

/** A count with the language's separators; beyond `max` it says so, because counting stopped there. */
export function formatCount(count: number, locale: FormatLocale, max = Number.POSITIVE_INFINITY): string {
  const format = remember(`c:${locale.tag}`, () => new Intl.NumberFormat(locale.tag))
  return count > max ? `${format.format(max)}+` : format.format(count)
}

/** The size of a file, `312 kB`, in powers of a thousand as the operating systems show it. */
export function formatBytes(bytes: number, locale: FormatLocale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte']
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0)
  const value = bytes / 1000 ** power
  const options: Intl.NumberFormatOptions = {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 1 ? 1 : 0,
  }
  return remember(
    `b:${locale.tag}:${power}:${value < 10}`,
    () => new Intl.NumberFormat(locale.tag, options),
  ).format(value)
}

/** Minutes as "2 min"; hours and days by their letter, "3 h", set apart from the number in every language. */
function formatUnit(value: number, unit: 'minute' | 'hour' | 'day', { tag }: FormatLocale): string {
  const unitDisplay = unit === 'minute' ? 'short' : 'narrow'
  const options: Intl.NumberFormatOptions = { style: 'unit', unit, unitDisplay }
  // Regions differ in how short they are ("2 mins" in Britain), and a column has the room of the shortest.
  const parts = remember(`u:${tag}:${unit}`, () => {
    const { language, numberingSystem } = new Intl.Locale(tag)
    const system = numberingSystem === undefined ? {} : { numberingSystem }
    return new Intl.NumberFormat(language, { ...options, ...system })
  }).formatToParts(value)
  return parts
    .map((part) => part.value.trim())
    .filter(Boolean)
    .join('\u00a0')
}

function formatDate(
  at: number,
  options: Intl.DateTimeFormatOptions,
  { tag, timeZone }: FormatLocale,
): string {
  const zoned = timeZone ? { ...options, timeZone } : options
  return remember(`d:${tag}:${JSON.stringify(zoned)}`, () => new Intl.DateTimeFormat(tag, zoned)).format(at)
}

// Making an Intl object costs a hundred times what using it does, and a table formats hundreds of values.
const remembered = new Map<string, unknown>()

function remember<T>(key: string, make: () => T): T {
  const known = remembered.get(key)
  if (known !== undefined) return known as T
  const made = make()
  remembered.set(key, made)
  return made
}
