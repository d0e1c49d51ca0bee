import type { Instant } from '@rapport/domain'

/** Writes moments as clocks in a zone show them: `2026-11-20 14:05:09`. */
export type LocalTime = (at: Instant) => string

const quarterMs = 15 * 60_000
const dayMs = 24 * 3_600_000
const kept = 10_000
const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

/**
 * How moments are written in an IANA zone, which throws for a zone that is none. Zones change their distance from UTC at
 * quarters of an hour, so it is asked for once for each, and a day is spelt once: that makes a million moments cheap.
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

  let dayOf = Number.NaN
  let spelt = ''
  function spell(day: number): string {
    if (day === dayOf) return spelt
    dayOf = day
    spelt = new Date(day * dayMs).toISOString().slice(0, -'T00:00:00.000Z'.length)
    return spelt
  }

  offsetAt(0)
  return (at) => {
    const local = at + offsetAt(at)
    const day = Math.floor(local / dayMs)
    const second = Math.floor((local - day * dayMs) / 1_000)
    const minute = Math.floor(second / 60)
    return `${spell(day)} ${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}:${twoDigits[second % 60]}`
  }
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
