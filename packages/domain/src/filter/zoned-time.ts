import type { Instant } from '../time.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    weekday: 'short',
  })
  formats.set(timeZone, made)
  return made
}

/** The hour, 0 to 23, and the weekday, `mon` to `sun`, that clocks in an IANA zone show at a moment. */
export function zonedTime(at: Instant, timeZone: string): Readonly<{ hour: number; weekday: string }> {
  const parts = formatOf(timeZone).formatToParts(at)
  const part = (type: 'hour' | 'weekday') => parts.find((one) => one.type === type)?.value ?? ''
  return { hour: Number(part('hour')), weekday: part('weekday').toLowerCase() }
}
