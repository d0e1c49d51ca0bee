import { useMessages } from '../../app/index.ts'
import { TextField } from '../../ui/index.ts'

/** A score from 0 to 100, for a review without a scorecard. */
export function PlainScore(props: {
  value: number | null
  onChange: (value: number | null) => void
  isMissing: boolean
}) {
  const t = useMessages()
  return (
    <div className="w-48 px-4 pt-3">
      <TextField
        label={t('quality.score')}
        hint={t('quality.scoreHint')}
        type="number"
        inputMode="decimal"
        min={0}
        max={100}
        step="any"
        value={props.value === null ? '' : String(props.value)}
        error={props.isMissing ? t('quality.scoreMissing') : undefined}
        onChange={(event) => props.onChange(readScore(event.target.value))}
      />
    </div>
  )
}

/** A score as it was typed, to a tenth; null where it is none. */
function readScore(text: string): number | null {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) return null
  return Math.round(Math.min(100, Math.max(0, value)) * 10) / 10
}
