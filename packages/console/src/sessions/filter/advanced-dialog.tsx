import { type Expression, formatFilter, parseFilter } from '@rapport/domain'
import { useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button, Dialog, SegmentedControl, useUiText } from '../../ui/index.ts'
import { type AdvancedGroups, readGroups, writeGroups } from './advanced-groups.ts'
import { isComplete } from './complete-condition.ts'
import { type ChipFilter, chipsOf, expressionOf } from './filter-chips.ts'
import { FilterText } from './filter-text.tsx'
import { GroupsEditor } from './groups-editor.tsx'
import type { Filter } from './use-filter.ts'

/** What the advanced editor takes. It hands on the text of the whole filter, chips included. */
export type AdvancedDialogProps = Readonly<{
  filter: Filter
  chips: ChipFilter
  onApply: (text: string) => void
  onClose: () => void
}>

/** Groups of conditions beside the chips, or the whole filter as text: the same filter, edited in either way. */
export function AdvancedDialog({ filter, chips, onApply, onClose }: AdvancedDialogProps) {
  const t = useMessages()
  const uiText = useUiText()
  const [held, setHeld] = useState(() => heldOf(chips))
  const [text, setText] = useState(() => formatFilter(expressionOf(chips)))
  const [form, setForm] = useState<'groups' | 'text'>(held === null ? 'text' : 'groups')
  const parsed = parseFilter(text, filter.fields)
  const turn = (next: 'groups' | 'text') => {
    if (next === 'text' && held !== null) setText(formatFilter(written(held)))
    if (next === 'groups' && parsed.ok) setHeld(heldOf(chipsOf(parsed.expression)))
    setForm(next)
  }
  const isText = form === 'text' || held === null
  const isDeep = isText && parsed.ok && heldOf(chipsOf(parsed.expression)) === null
  const isEditable = !isText || (parsed.ok && !isDeep)
  const result = resultOf(isText ? null : held, parsed)
  const apply = () => {
    if (result !== null) onApply(formatFilter(result))
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="large"
      title={t('sessions.filter.advancedTitle')}
      description={t(isDeep ? 'sessions.filter.groupDeep' : 'sessions.filter.advancedHow')}
      footer={
        <>
          <Button onClick={onClose}>{uiText('ui.cancel')}</Button>
          <Button kind="primary" disabled={result === null} onClick={apply}>
            {t('sessions.filter.apply')}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-1 justify-items-start gap-3">
        <SegmentedControl
          label={t('sessions.filter.form')}
          value={form}
          onChange={turn}
          choices={[
            { value: 'groups', label: t('sessions.filter.form.groups'), isDisabled: !isEditable },
            { value: 'text', label: t('sessions.filter.form.text') },
          ]}
        />
        <div className="w-full">
          {isText ? (
            <FilterText
              value={text}
              problems={parsed.ok ? [] : parsed.problems}
              onChange={setText}
              onEnter={apply}
            />
          ) : (
            <GroupsEditor
              catalogue={filter.catalogue}
              value={held.groups}
              onChange={(groups) => setHeld({ ...held, groups })}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}

/** What would be applied: the groups where they are edited, else the text; null while that cannot be read. */
function resultOf(held: Held | null, parsed: ReturnType<typeof parseFilter>): Expression | null {
  if (held !== null) return written(held)
  return parsed.ok ? parsed.expression : null
}

type Held = Readonly<{ chips: ChipFilter; groups: AdvancedGroups }>

const oneGroup: AdvancedGroups = { between: 'all', groups: [{ match: 'any', conditions: [] }] }

/** The filter as the editor of groups has it; null where it is nested deeper than that shows. */
function heldOf(chips: ChipFilter): Held | null {
  const groups = chips.groups.length === 0 ? oneGroup : readGroups(chips.groups)
  return groups === null ? null : { chips, groups }
}

/** The filter the editor holds, without what is still being typed. */
function written({ chips, groups }: Held): Expression {
  const finished = groups.groups.map((group) => ({
    ...group,
    conditions: group.conditions.filter(isComplete),
  }))
  return expressionOf({ ...chips, groups: writeGroups({ ...groups, groups: finished }) })
}
