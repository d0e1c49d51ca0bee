import { useMessages } from '../../app/index.ts'
import { TextField } from '../../ui/index.ts'

/** How much something counts beside its like, and the share it comes to. */
export function WeightField(props: {
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
