import type { Condition, FilterValue } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Select, TextField } from '../../ui/index.ts'
import { type LengthUnit, lengthUnits } from './describe-chip.ts'

type AmountProps = Readonly<{ condition: Condition; onChange: (values: readonly FilterValue[]) => void }>

/** A number, or the two ends of a range of them. */
export function NumberEditor({ condition, onChange }: AmountProps) {
  const t = useMessages()
  const [first, second] = condition.values
  if (condition.operator !== 'between') {
    return <Amount label={t('sessions.filter.value')} value={first} onChange={(value) => onChange([value])} />
  }
  return (
    <div className="grid grid-cols-2 gap-2">
      <Amount
        label={t('sessions.filter.from')}
        value={first}
        onChange={(value) => onChange([value, second ?? Number.NaN])}
      />
      <Amount
        label={t('sessions.filter.to')}
        value={second}
        onChange={(value) => onChange([first ?? Number.NaN, value])}
      />
    </div>
  )
}

const unitSize = new Map<LengthUnit, number>(lengthUnits)
const usualUnit = (operator: Condition['operator']): LengthUnit =>
  operator === 'in_last' || operator === 'older_than' ? 'days' : 'minutes'

/** A length of time in a unit of one's choice, or a range of them. The unit stays as chosen: 60 minutes do not become an hour. */
export function LengthEditor({ condition, onChange }: AmountProps) {
  const t = useMessages()
  const given = condition.values.map(Number).filter(Number.isFinite)
  const [unit, setUnit] = useState(() => unitOf(given) ?? usualUnit(condition.operator))
  const size = unitSize.get(unit) ?? 1
  const inUnit = (value: FilterValue | undefined) => (value === undefined ? undefined : Number(value) / size)
  return (
    <div className="flex items-end gap-2 [&>*:first-child]:flex-1">
      <NumberEditor
        condition={{ ...condition, values: condition.values.map((value) => inUnit(value) ?? Number.NaN) }}
        onChange={(values) => onChange(values.map((value) => Math.round(Number(value) * size)))}
      />
      <Select<LengthUnit>
        hideLabel
        label={t('sessions.filter.unit')}
        value={unit}
        className="w-28"
        choices={lengthUnits.map(([value]) => ({ value, label: t(`sessions.filter.unit.${value}`) }))}
        onChange={(next) => {
          const change = (unitSize.get(next) ?? 1) / size
          setUnit(next)
          if (given.length > 0) onChange(condition.values.map((value) => Number(value) * change))
        }}
      />
    </div>
  )
}

/** The largest unit in which all of them are whole; weeks only where somebody means weeks. */
function unitOf(values: readonly number[]): LengthUnit | undefined {
  if (values.length === 0 || values.every((value) => value === 0)) return undefined
  return lengthUnits.find(
    ([unit, size]) => unit !== 'weeks' && values.every((value) => value % size === 0),
  )?.[0]
}

/** Keeps what is typed as it is typed: "1." and "" are on their way to a number. */
function Amount(props: { label: string; value: FilterValue | undefined; onChange: (value: number) => void }) {
  const { label, value, onChange } = props
  const number = typeof value === 'number' ? value : Number.NaN
  const [typed, setTyped] = useState(Number.isFinite(number) ? String(number) : '')
  const isSame = typed.trim() !== '' && Number(typed) === number
  const shown = isSame || !Number.isFinite(number) ? typed : String(number)
  return (
    <TextField
      label={label}
      hideLabel
      placeholder={label}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={(event) => {
        const next = event.target.value.replace(',', '.')
        setTyped(next)
        onChange(next.trim() === '' ? Number.NaN : Number(next))
      }}
    />
  )
}
