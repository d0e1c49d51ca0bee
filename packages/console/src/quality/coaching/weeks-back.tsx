import { type CoachingWeeks, coachingWeeks } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { SegmentedControl } from '../../ui/index.ts'

/** How many weeks back an address asks for; a quarter's where it names none that can be asked for. */
export const readWeeks = (text: string | undefined): CoachingWeeks =>
  coachingWeeks.find((weeks) => String(weeks) === text) ?? 12

/** How many whole weeks back is looked: only those that the team's mean can be told of. */
export function WeeksBack(props: { value: CoachingWeeks; onChange: (weeks: string) => void }) {
  const t = useMessages()
  return (
    <SegmentedControl
      label={t('quality.range')}
      value={String(props.value)}
      onChange={props.onChange}
      choices={coachingWeeks.map((n) => ({ value: String(n), label: t('quality.weeks', { n }) }))}
    />
  )
}
