import { type Instant, instant } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../app/index.ts'
import { SegmentedControl } from '../ui/index.ts'

const dayMs = 86_400_000
const ranges = ['30', '90', '365'] as const
export type RangeDays = (typeof ranges)[number]

/** The range in an address; the middle one where it names none. */
export const readRange = (text: string | undefined): RangeDays => ranges.find((one) => one === text) ?? '90'

/** Since when a range reaches back from the moment it was first looked at: the same while it is looked at. */
export function useSince(days: RangeDays): Instant {
  const [openedAt] = useState(() => Date.now())
  return instant(Math.floor((openedAt - Number(days) * dayMs) / dayMs) * dayMs)
}

/** How far back is looked. */
export function TimeRange({ value, onChange }: { value: RangeDays; onChange: (days: RangeDays) => void }) {
  const t = useMessages()
  return (
    <SegmentedControl<RangeDays>
      label={t('quality.range')}
      value={value}
      onChange={onChange}
      choices={ranges.map((days) => ({ value: days, label: t('quality.days', { n: Number(days) }) }))}
    />
  )
}
