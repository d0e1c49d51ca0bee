import type { ErrorCode, ExportPlanView, ExportView } from '@rapport/contract/light'
import type { MessageKey, Translate } from '../app/index.ts'

const problems = {
  nothing_to_export: 'exports.problem.nothing_to_export',
  selection_changed: 'exports.problem.selection_changed',
  export_running: 'exports.problem.export_running',
  export_not_ready: 'exports.problem.export_not_ready',
  export_expired: 'exports.problem.export_expired',
  export_out_of_reach: 'exports.problem.export_out_of_reach',
  export_failed: 'exports.problem.export_failed',
  disk_full: 'exports.problem.disk_full',
  list_too_slow: 'exports.problem.list_too_slow',
  mail_not_set_up: 'exports.problem.mail_not_set_up',
  not_found: 'exports.problem.not_found',
  forbidden: 'exports.problem.forbidden',
  invalid_input: 'exports.problem.invalid_input',
  too_many_requests: 'exports.problem.too_many_requests',
} as const satisfies Partial<Record<ErrorCode, MessageKey>>

type KnownCode = keyof typeof problems
const isKnown = (code: string): code is KnownCode => Object.hasOwn(problems, code)

/** Why an export came to nothing, by the code that is kept with it. */
export const describeCode = (code: ErrorCode, t: Translate): string =>
  isKnown(code) ? t(problems[code]) : t('exports.problem.other', { code })

/** The reasons that are told in words of their own, by their code. */
export const problemWords = (t: Translate): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(problems).map(([code, key]) => [code, t(key)]))

/** Whether an export is over without a file to fetch, and can be begun anew. */
export const mayRepeat = ({ state, mayRepeat: isKnown }: ExportView): boolean =>
  state !== 'running' && state !== 'done' && isKnown

/** What an export is called, with the kind of file it is. */
export const nameOfExport = ({ name, format }: ExportView, t: Translate): string =>
  t('exports.named', { name, format: t(`exports.format.${format}`) })

// A Monday, so that the days of a week can be named by counting from it.
const monday = Date.UTC(2024, 0, 1)
const dayMs = 86_400_000

/** A day of the week by its number, 1 for Monday, in the reader's language. */
export const weekdayName = (weekday: number, tag: string): string =>
  new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }).format(monday + (weekday - 1) * dayMs)

/** How often, as people say it: "Every Monday at 08:00 (Europe/Prague)". */
export function describeRhythm(rhythm: ExportPlanView['rhythm'], tag: string, t: Translate): string {
  const { time, timeZone: zone } = rhythm
  switch (rhythm.every) {
    case 'day':
      return t('exports.rhythm.day', { time, zone })
    case 'week':
      return t('exports.rhythm.week', { day: weekdayName(rhythm.weekday, tag), time, zone })
    case 'month':
      return rhythm.day > 28
        ? t('exports.rhythm.monthEnd', { day: rhythm.day, time, zone })
        : t('exports.rhythm.month', { day: rhythm.day, time, zone })
  }
}
