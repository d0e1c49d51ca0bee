import type { Criterion, Scale } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { Checkbox, Select, Textarea, TextField } from '../../ui/index.ts'
import { PartTools } from './part-tools.tsx'
import type { ProblemAt } from './use-scorecard-form.ts'
import { WeightField } from './weight-field.tsx'

type ScaleName = 'yes_no' | `${number}`

const tops = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

const scaleNamed = (name: ScaleName): Scale =>
  name === 'yes_no' ? { kind: 'yes_no' } : { kind: 'points', max: Number(name) }

/** One criterion of a scorecard in its form. */
export function CriterionEditor(props: {
  criterion: Criterion
  place: number
  count: number
  share: number
  path: readonly (string | number)[]
  problemAt: ProblemAt
  onChange: (criterion: Criterion) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}) {
  const t = useMessages()
  const { criterion, place, path, problemAt, onChange } = props
  const name = criterion.name.trim() || t('quality.unnamedCriterion', { place: place + 1 })
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-2 border-b border-line-soft pb-3 last-of-type:border-0">
      <legend className="sr-only">{t('quality.criterionNamed', { name })}</legend>
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-40 flex-1">
          <TextField
            label={t('quality.criterion')}
            value={criterion.name}
            error={problemAt(...path, 'name')}
            autoComplete="off"
            maxLength={120}
            onChange={(event) => onChange({ ...criterion, name: event.target.value })}
          />
        </div>
        <ScaleChoice criterion={criterion} onChange={onChange} />
        <WeightField
          weight={criterion.weight}
          share={props.share}
          error={problemAt(...path, 'weight')}
          onChange={(weight) => onChange({ ...criterion, weight })}
        />
        <PartTools
          name={name}
          place={place}
          count={props.count}
          onMove={props.onMove}
          onRemove={props.onRemove}
        />
      </div>
      <Textarea
        hideLabel
        label={t('quality.descriptionOf', { name })}
        placeholder={t('quality.descriptionHint')}
        rows={1}
        maxLength={1000}
        className="min-h-8!"
        value={criterion.description}
        onChange={(event) => onChange({ ...criterion, description: event.target.value })}
      />
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        <Checkbox
          label={t('quality.mayBeNa')}
          isChecked={criterion.mayBeNa}
          onChange={(mayBeNa) => onChange({ ...criterion, mayBeNa })}
        />
        <Checkbox
          label={t('quality.isCritical')}
          isChecked={criterion.isCritical}
          onChange={(isCritical) => onChange({ ...criterion, isCritical })}
        />
      </div>
    </fieldset>
  )
}

function ScaleChoice({ criterion, onChange }: { criterion: Criterion; onChange: (next: Criterion) => void }) {
  const t = useMessages()
  const { scale } = criterion
  return (
    <Select<ScaleName>
      label={t('quality.scale')}
      className="w-32"
      value={scale.kind === 'yes_no' ? 'yes_no' : `${scale.max}`}
      onChange={(next) => onChange({ ...criterion, scale: scaleNamed(next) })}
      choices={[
        { value: 'yes_no', label: t('quality.yesNo') },
        ...tops.map((max) => ({ value: `${max}` as const, label: t('quality.upTo', { max }) })),
      ]}
    />
  )
}
