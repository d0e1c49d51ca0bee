import type { Condition, FilterValue } from '@rapport/domain'
import { useMe, useMessages } from '../../app/index.ts'
import { TextField } from '../../ui/index.ts'
import { LengthEditor } from './amount-editor.tsx'
import { dayOf, startOfDay } from './zoned-day.ts'

type MomentProps = Readonly<{ condition: Condition; onChange: (values: readonly FilterValue[]) => void }>

const dayMs = 86_400_000

/** A length before now, or days of the workspace's calendar. The last day of a range is part of it. */
export function MomentEditor({ condition, onChange }: MomentProps) {
  const { timeZone } = useMe().workspace.settings
  const { operator, values } = condition
  if (operator === 'in_last' || operator === 'older_than') {
    return <LengthEditor condition={condition} onChange={onChange} />
  }
  const dayAt = (value: FilterValue | undefined, shift: number) =>
    typeof value === 'number' && Number.isFinite(value) ? dayOf(value - shift, timeZone) : ''
  const start = (day: string) => startOfDay(day, timeZone) ?? Number.NaN
  // A day and a half after its beginning is always the next day, also when clocks change.
  const end = (day: string) => start(dayOf(start(day) + 1.5 * dayMs, timeZone))
  const [from, to] = values
  return (
    <Days
      isRange={operator === 'between'}
      from={dayAt(from, 0)}
      to={dayAt(to, 1)}
      onChange={(first, last) =>
        onChange(
          operator === 'between' ? [start(first), last === '' ? Number.NaN : end(last)] : [start(first)],
        )
      }
    />
  )
}

/** Days as a custom field has them, without a time zone. */
export function DateEditor({ condition: { operator, values }, onChange }: MomentProps) {
  const [from = '', to = ''] = values.map(String)
  return (
    <Days
      isRange={operator === 'between'}
      from={from}
      to={to}
      onChange={(first, last) => onChange(operator === 'between' ? [first, last] : [first])}
    />
  )
}

function Days(props: {
  isRange: boolean
  from: string
  to: string
  onChange: (from: string, to: string) => void
}) {
  const t = useMessages()
  const { isRange, from, to, onChange } = props
  return (
    <div className={isRange ? 'grid grid-cols-2 gap-2' : 'grid'}>
      <TextField
        type="date"
        label={t('sessions.filter.from')}
        hideLabel={!isRange}
        value={from}
        max="9999-12-31"
        onChange={(event) => onChange(event.target.value, to)}
      />
      {isRange ? (
        <TextField
          type="date"
          label={t('sessions.filter.to')}
          value={to}
          min={from}
          max="9999-12-31"
          onChange={(event) => onChange(from, event.target.value)}
        />
      ) : null}
    </div>
  )
}
