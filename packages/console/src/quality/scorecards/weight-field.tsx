import { useMessages } from '../../app/index.ts'
import { TextField } from '../../ui/index.ts'

/** How much something counts beside its like, and the share it comes to. */
export function WeightField(props: {
  /** What it is the weight of. */
  of: string
  weight: number
  share: number
  error: string | undefined
  onChange: (weight: number) => void
}) {
  const t = useMessages()
  return (
    <div className="w-22">
      <TextField
        label={t('quality.weight')}
        aria-label={t('quality.weightOf', { name: props.of })}
        type="number"
        inputMode="decimal"
        min={0}
        max={100}
        step="any"
        value={String(props.weight)}
        error={props.error}
        hint={t('quality.shareShort', { share: props.share })}
        onChange={(event) => props.onChange(Math.min(100, Math.max(0, Number(event.target.value))))}
      />
    </div>
  )
}
