import { instant } from '@rapport/domain'
import { expect, test } from 'vitest'
import { localTimeIn } from './local-time.ts'

test.each(['UTC', 'Europe/Prague', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham', 'Pacific/Apia'])(
  'moments are written as clocks in %s show them, over days, years and changes of the clock',
  (timeZone) => {
    const local = localTimeIn(timeZone)
    for (let at = Date.UTC(1969, 11, 30); at < Date.UTC(2027, 0, 1); at += 123_456_789) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
      const clock = zoned.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ')
      expect(local(instant(at))).toBe(clock)
    }
  },
)
