import { type Condition, type Operator, operatorsOf } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { SegmentedControl, Select, TextField } from '../../ui/index.ts'
import { LengthEditor, NumberEditor } from './amount-editor.tsx'
import { ChoicesEditor } from './choices-editor.tsx'
import { withOperator } from './complete-condition.ts'
import type { CatalogueField } from './filter-catalogue.ts'
import { useFilterChoices } from './filter-choices.tsx'
import { DateEditor, MomentEditor } from './moment-editor.tsx'

/** What the editor of one condition takes. A condition it hands on may be unfinished. */
export type ConditionEditorProps = Readonly<{
  field: CatalogueField
  condition: Condition
  onChange: (condition: Condition) => void
}>

/** How a field compares, and with what, each kind in its own way. */
export function ConditionEditor({ field, condition, onChange }: ConditionEditorProps) {
  const t = useMessages()
  const operators = operatorsOf[field.kind]
  return (
    <div className="grid gap-2">
      <Select<Operator>
        hideLabel
        label={t('sessions.filter.operator', { name: field.label })}
        value={condition.operator}
        choices={operators.map((value) => ({ value, label: t(`sessions.filter.operator.${value}`) }))}
        onChange={(operator) => onChange(withOperator(condition, operator))}
      />
      {condition.operator === 'set' || condition.operator === 'unset' ? null : (
        <Values field={field} condition={condition} onChange={onChange} />
      )}
    </div>
  )
}

function Values(props: ConditionEditorProps) {
  const { field, condition, onChange } = props
  const choices = useFilterChoices()(field)
  const change = (values: Condition['values']) => onChange({ ...condition, values })
  switch (field.kind) {
    case 'choice':
    case 'choices':
    case 'id':
    case 'ids':
      return <ChoicesEditor field={field} choices={choices} values={condition.values} onChange={change} />
    case 'number':
      return <NumberEditor condition={condition} onChange={change} />
    case 'duration':
      return <LengthEditor key={condition.operator} condition={condition} onChange={change} />
    case 'moment':
      return <MomentEditor condition={condition} onChange={change} />
    case 'date':
      return <DateEditor condition={condition} onChange={change} />
    case 'flag':
      return <FlagEditor values={condition.values} onChange={change} />
    case 'text':
      return <TextEditor values={condition.values} onChange={change} />
  }
}

type ValuesEditor = Readonly<{ values: Condition['values']; onChange: (values: Condition['values']) => void }>

function TextEditor({ values: [value = ''], onChange }: ValuesEditor) {
  const t = useMessages()
  return (
    <TextField
      hideLabel
      label={t('sessions.filter.value')}
      value={String(value)}
      maxLength={1000}
      autoComplete="off"
      onChange={(event) => onChange([event.target.value])}
    />
  )
}

function FlagEditor({ values: [value], onChange }: ValuesEditor) {
  const t = useMessages()
  return (
    <SegmentedControl<'true' | 'false' | ''>
      label={t('sessions.filter.value')}
      value={value === undefined ? '' : value === true ? 'true' : 'false'}
      choices={[
        { value: 'true', label: t('sessions.filter.yes') },
        { value: 'false', label: t('sessions.filter.no') },
      ]}
      onChange={(chosen) => onChange([chosen === 'true'])}
    />
  )
}
