import type { Instant } from '@rapport/domain'
import { localTimeIn } from '../local-time.ts'

const dayMs = 86_400_000
/** Days from a spreadsheet's day 0 to 1970. */
const epochDay = 25_569
/** 1 March 1900: before it, spreadsheets count a day that never was, and each in its own way. */
const firstDay = 61

/**
 * Writes moments as a spreadsheet keeps them: days since its day 0, as a clock on the wall of a zone shows them, to the
 * second. Null for those that no spreadsheet can show, before March 1900 and after the year 9999.
 */
export function createExcelMoments(timeZone: string): (at: Instant) => number | null {
  const localTime = localTimeIn(timeZone)
  return (at) => {
    const days = Date.parse(`${localTime(at)}Z`) / dayMs + epochDay
    return days >= firstDay ? days : null
  }
}
