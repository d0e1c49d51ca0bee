import type { Condition } from '@rapport/domain'
import { Plus, Trash2, X } from 'lucide-react'
import { useMessages } from '../../app/index.ts'
import { Button, Combobox, IconButton, Select } from '../../ui/index.ts'
import type { AdvancedGroups, FilterGroup } from './advanced-groups.ts'
import { blankCondition } from './complete-condition.ts'
import { ConditionEditor } from './condition-editor.tsx'
import type { FilterCatalogue } from './filter-catalogue.ts'
import { groupsMax } from './filter-chips.ts'

type Match = FilterGroup['match']

/** Groups of conditions: how they join, and in each the conditions and how those join. */
export function GroupsEditor(props: {
  catalogue: FilterCatalogue
  value: AdvancedGroups
  onChange: (groups: AdvancedGroups) => void
}) {
  const t = useMessages()
  const { catalogue, value, onChange } = props
  const { between, groups } = value
  const change = (next: readonly FilterGroup[]) => onChange({ between, groups: next })
  return (
    <div className="grid gap-3">
      {groups.length < 2 ? null : (
        <MatchSelect
          label={t('sessions.filter.between')}
          value={between}
          words={['sessions.filter.betweenAll', 'sessions.filter.betweenAny']}
          onChange={(next) => onChange({ between: next, groups })}
        />
      )}
      {groups.map((group, place) => (
        <GroupEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity but their place
          key={place}
          place={place}
          catalogue={catalogue}
          group={group}
          onChange={(next) => change(groups.with(place, next))}
          onRemove={() => change(groups.toSpliced(place, 1))}
        />
      ))}
      <div className="flex items-center gap-2">
        <Button
          size="small"
          icon={<Plus size={13} aria-hidden="true" />}
          disabled={groups.length >= groupsMax}
          onClick={() => change([...groups, { match: 'any', conditions: [] }])}
        >
          {t('sessions.filter.groupAdd')}
        </Button>
        {groups.length >= groupsMax ? (
          <p className="text-small text-muted">{t('sessions.filter.groupFull')}</p>
        ) : null}
      </div>
    </div>
  )
}

type MatchWords =
  | readonly ['sessions.filter.betweenAll', 'sessions.filter.betweenAny']
  | readonly ['sessions.filter.groupAll', 'sessions.filter.groupAny']

function MatchSelect(props: {
  label: string
  value: Match
  words: MatchWords
  onChange: (match: Match) => void
}) {
  const t = useMessages()
  const [all, any] = props.words
  return (
    <div className="flex items-center gap-2">
      <span aria-hidden="true" className="text-muted">
        {props.label}
      </span>
      <Select<Match>
        hideLabel
        label={props.label}
        value={props.value}
        className="w-40"
        choices={[
          { value: 'all', label: t(all) },
          { value: 'any', label: t(any) },
        ]}
        onChange={props.onChange}
      />
    </div>
  )
}

function GroupEditor(props: {
  place: number
  catalogue: FilterCatalogue
  group: FilterGroup
  onChange: (group: FilterGroup) => void
  onRemove: () => void
}) {
  const t = useMessages()
  const { catalogue, group, onChange } = props
  const change = (conditions: readonly Condition[]) => onChange({ ...group, conditions })
  return (
    <fieldset className="grid grid-cols-1 gap-2 rounded-control border border-line p-3">
      <legend className="sr-only">{t('sessions.filter.groupLabel', { n: props.place + 1 })}</legend>
      <div className="flex items-center gap-2">
        <div className="flex-1">
          <MatchSelect
            label={t('sessions.filter.groupMatch')}
            value={group.match}
            words={['sessions.filter.groupAll', 'sessions.filter.groupAny']}
            onChange={(match) => onChange({ ...group, match })}
          />
        </div>
        <IconButton
          label={t('sessions.filter.groupRemove')}
          icon={<Trash2 size={14} aria-hidden="true" />}
          onClick={props.onRemove}
        />
      </div>
      {group.conditions.map((condition, place) => (
        <ConditionLine
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
          key={`${place} ${condition.field}`}
          catalogue={catalogue}
          condition={condition}
          onChange={(next) => change(group.conditions.with(place, next))}
          onRemove={() => change(group.conditions.toSpliced(place, 1))}
        />
      ))}
      <div>
        <FieldPicker
          catalogue={catalogue}
          value={null}
          label={t('sessions.filter.conditionAdd')}
          trigger={
            <Button size="small" kind="quiet" icon={<Plus size={13} aria-hidden="true" />}>
              {t('sessions.filter.conditionAdd')}
            </Button>
          }
          onChange={(condition) => change([...group.conditions, condition])}
        />
      </div>
    </fieldset>
  )
}

function ConditionLine(props: {
  catalogue: FilterCatalogue
  condition: Condition
  onChange: (condition: Condition) => void
  onRemove: () => void
}) {
  const t = useMessages()
  const { catalogue, condition, onChange } = props
  const field = catalogue.get(condition.field)
  return (
    <div className="grid grid-cols-[minmax(0,13rem)_minmax(0,1fr)_auto] items-start gap-2 border-t border-line-soft pt-2 max-sm:grid-cols-[minmax(0,1fr)_auto]">
      <FieldPicker
        catalogue={catalogue}
        value={condition.field}
        label={t('sessions.filter.conditionField')}
        onChange={onChange}
      />
      <div className="max-sm:order-3 max-sm:col-span-2">
        {field === undefined ? null : (
          <ConditionEditor field={field} condition={condition} onChange={onChange} />
        )}
      </div>
      <IconButton
        label={t('sessions.filter.conditionRemove')}
        icon={<X size={14} aria-hidden="true" />}
        onClick={props.onRemove}
      />
    </div>
  )
}

function FieldPicker(props: {
  catalogue: FilterCatalogue
  label: string
  value: string | null
  trigger?: React.ReactElement<Record<string, unknown>>
  onChange: (condition: Condition) => void
}) {
  const { catalogue, trigger } = props
  return (
    <Combobox
      label={props.label}
      value={props.value}
      {...(trigger === undefined ? {} : { trigger })}
      choices={[...catalogue.values()].map(({ name, label }) => ({ value: name, label }))}
      onChange={(name) => {
        const field = catalogue.get(name)
        if (field !== undefined) props.onChange(blankCondition(field))
      }}
    />
  )
}
