import type { Criterion, ScorecardCategory } from '@rapport/domain'
import { Plus } from 'lucide-react'
import { useMessages } from '../../app/index.ts'
import { Button, TextField } from '../../ui/index.ts'
import { CriterionEditor } from './criterion-editor.tsx'
import { moved, newCriterion, withCriterion } from './edit-scorecard.ts'
import { PartTools } from './part-tools.tsx'
import { sharesOf } from './shares-of.ts'
import type { ProblemAt } from './use-scorecard-form.ts'
import { WeightField } from './weight-field.tsx'

/** One category of a scorecard in its form: its name and weight, and its criteria. */
export function CategoryEditor(props: {
  category: ScorecardCategory
  place: number
  count: number
  share: number
  problemAt: ProblemAt
  onChange: (category: ScorecardCategory) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}) {
  const t = useMessages()
  const { category, place, problemAt, onChange } = props
  const name = category.name.trim() || t('quality.unnamedCategory', { place: place + 1 })
  const path = ['categories', place] as const
  return (
    <fieldset className="min-w-0 rounded-large border border-line bg-surface">
      <legend className="sr-only">{t('quality.categoryNamed', { name })}</legend>
      <div className="flex flex-wrap items-start gap-2 rounded-t-large border-b border-line bg-sunken p-2.5">
        <div className="min-w-40 flex-1">
          <TextField
            label={t('quality.category')}
            value={category.name}
            error={problemAt(...path, 'name')}
            autoComplete="off"
            maxLength={120}
            onChange={(event) => onChange({ ...category, name: event.target.value })}
          />
        </div>
        <WeightField
          weight={category.weight}
          share={props.share}
          error={problemAt(...path, 'weight')}
          onChange={(weight) => onChange({ ...category, weight })}
        />
        <PartTools
          name={name}
          place={place}
          count={props.count}
          onMove={props.onMove}
          onRemove={props.onRemove}
        />
      </div>
      <Criteria {...props} />
    </fieldset>
  )
}

function Criteria(
  props: Pick<Parameters<typeof CategoryEditor>[0], 'category' | 'place' | 'problemAt' | 'onChange'>,
) {
  const t = useMessages()
  const { category, place, problemAt, onChange } = props
  const shares = sharesOf(category.criteria)
  const problem = problemAt('categories', place, 'criteria')
  return (
    <div className="grid grid-cols-1 gap-3 p-2.5">
      {category.criteria.map((criterion, at) => (
        <CriterionEditor
          key={criterion.id}
          criterion={criterion}
          place={at}
          count={category.criteria.length}
          share={shares[at] ?? 0}
          path={['categories', place, 'criteria', at]}
          problemAt={problemAt}
          onChange={(next) => onChange(withCriterion(category, criterion.id, () => next))}
          onMove={(by) =>
            onChange({ ...category, criteria: moved<Criterion>(category.criteria, criterion.id, by) })
          }
          onRemove={() => onChange(withCriterion(category, criterion.id, () => null))}
        />
      ))}
      {problem ? (
        <p role="alert" className="text-small text-danger">
          {problem}
        </p>
      ) : null}
      <div>
        <Button
          size="small"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onChange({ ...category, criteria: [...category.criteria, newCriterion()] })}
        >
          {t('quality.addCriterion')}
        </Button>
      </div>
    </div>
  )
}
