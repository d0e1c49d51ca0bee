import type { Instant } from '@rapport/domain'

/** Writes moments as clocks in a zone show them: `2026-11-20 14:05:09`. */
export type LocalTime = (at: Instant) => string

const quarterMs = 15 * 60_000
const kept = 10_000

/**
 * How moments are written in an IANA zone, which throws for a zone that is none. Zones change their distance from UTC at
 * quarters of an hour, so it is asked for once for each, which is what makes a million moments cheap.
 */
export function localTimeIn(timeZone: string): LocalTime {
  const offsets = new Map<number, number>()

  function offsetAt(at: number): number {
    const quarter = Math.floor(at / quarterMs)
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * quarterMs).toZonedDateTimeISO(timeZone)
    const offset = zoned.offsetNanoseconds / 1_000_000
    if (offsets.size >= kept) offsets.clear()
    offsets.set(quarter, offset)
    return offset
  }

  offsetAt(0)
  return (at) => new Date(at + offsetAt(at)).toISOString().slice(0, 19).replace('T', ' ')
}

/** Whether there is such a zone. */
export function isTimeZone(name: string): boolean {
  try {
    localTimeIn(name)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
