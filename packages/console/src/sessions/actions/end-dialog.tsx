import type { FieldView } from '@rapport/contract/light'
import { type FieldValue, groupsMissing, type Session, type TagId } from '@rapport/domain'
import { useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { FormDialog, Select } from '../../ui/index.ts'
import { FieldEditor } from '../marks/field-editor.tsx'
import { OutcomePicker } from '../marks/outcome-picker.tsx'
import { TagsEditor } from '../marks/tags-editor.tsx'
import { useFields } from '../marks/use-fields.ts'
import { useMarks } from '../marks/use-marks.ts'
import { useTagTree } from '../marks/use-tag-tree.ts'
import { useTags } from '../marks/use-tags.ts'
import { GroupPicker } from './group-picker.tsx'
import { type AgentReason, type AskedEnd, agentReasons, type HowToEnd } from './use-end.ts'

/** What the question before an end takes. `session` is as it is now, so that a tag added here counts at once. */
export type EndDialogProps = Readonly<{
  asked: AskedEnd
  session: Session
  contactName: string
  onConfirm(how: HowToEnd): void
  onClose(): void
}>

/** Asks before a session is ended: why, what came of it, and whatever else the workspace wants said of it first. */
export function EndDialog(props: EndDialogProps) {
  const t = useMessages()
  const { asked } = props
  const form = useEndForm(props)
  return (
    <FormDialog
      isOpen
      width="medium"
      title={t('sessions.ending.title', { name: props.contactName })}
      description={t('sessions.ending.what')}
      submitLabel={t(asked.isNext ? 'sessions.action.endAndNext' : 'sessions.action.end')}
      busy={asked.busy}
      isReady={form.isReady}
      error={form.needed.length === 0 ? asked.error : null}
      onSubmit={() => void form.submit()}
      onClose={props.onClose}
    >
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Select
          label={t('sessions.ending.why')}
          value={form.reason}
          choices={agentReasons.map((value) => ({ value, label: t(`sessions.ending.reason.${value}`) }))}
          onChange={form.setReason}
        />
        <OutcomePicker outcome={form.outcome} onChange={form.setOutcome} />
      </div>
      <MissingMarks form={form} asked={asked} session={props.session} />
      {form.needed.length > 0 ? (
        <p role="status" className="text-small text-waiting">
          {t('sessions.ending.needed', { things: form.needed.join(', ') })}
        </p>
      ) : null}
    </FormDialog>
  )
}

type EndForm = ReturnType<typeof useEndForm>

/** The tags and fields without which it cannot be ended. Each is kept as soon as it is given. */
function MissingMarks({ form, asked, session }: { form: EndForm; asked: AskedEnd; session: Session }) {
  const t = useMessages()
  const { sessionTags } = useTags()
  const marks = useMarks(session.id)
  return (
    <>
      {form.groups.map((group) => (
        <GroupPicker
          key={group.id}
          group={group}
          tags={sessionTags}
          tagIds={session.tagIds}
          onChange={(change) => form.wait(marks.changeTags(change))}
        />
      ))}
      {asked.missing.tag && form.groups.length === 0 ? (
        <div className="grid gap-1">
          <span className="text-small font-medium text-muted">{t('sessions.ending.tags')}</span>
          <TagsEditor
            tagIds={session.tagIds}
            tags={sessionTags}
            onChange={(change) => form.wait(marks.changeTags(change))}
          />
        </div>
      ) : null}
      {form.fields.map((field) => (
        <FieldEditor
          key={field.key}
          field={field}
          value={form.values[field.key]}
          onSave={async (value) => {
            const saving = marks.setFields({ [field.key]: value })
            form.wait(saving)
            await saving
            form.setValue(field.key, value)
          }}
        />
      ))}
    </>
  )
}

/** What is chosen in the dialog, and what is still needed, by name. */
function useEndForm({ asked, session, onConfirm }: EndDialogProps) {
  const t = useMessages()
  const [reason, setReason] = useState<AgentReason>('agent_ended')
  const [outcome, setOutcome] = useState(session.outcome)
  const [values, setValues] = useState<Readonly<Record<string, FieldValue>>>({})
  const saving = useRef<Promise<unknown>>(Promise.resolve())
  const { sessionFields } = useFields()
  const fields = sessionFields.filter(({ key }) => asked.missing.fieldKeys.includes(key))
  const hasNoValue = ({ key }: FieldView) => values[key] === undefined
  const lacksOutcome = asked.missing.outcome && outcome === null
  const { groups, missing } = useRequiredGroups(session.tagIds)
  const lacksTag = asked.missing.tag && session.tagIds.length === 0 && groups.length === 0
  const needed = [
    ...(lacksOutcome ? [t('sessions.outcome')] : []),
    ...(lacksTag ? [t('sessions.ending.tags')] : []),
    ...missing.map(({ name }) => name),
    ...fields.filter(hasNoValue).map(({ name }) => name),
  ]
  return {
    reason,
    setReason,
    outcome,
    setOutcome,
    values,
    setValue: (key: string, value: FieldValue | null) =>
      setValues(({ [key]: _, ...others }) => (value === null ? others : { ...others, [key]: value })),
    fields,
    groups,
    needed,
    // A field is kept when it is left, which pressing the button does: until then only the server knows.
    isReady: !lacksOutcome && !lacksTag && missing.length === 0,
    /** What is being kept comes before the end, which would be refused without it. */
    wait: (change: Promise<unknown>) => {
      saving.current = Promise.allSettled([saving.current, change])
    },
    submit: async () => {
      await saving.current
      onConfirm({ endReason: reason, ...(outcome === null ? {} : { outcome }) })
    },
  }
}

/** The required groups of which something is missing or was when the question came: what is asked stays where it is. */
function useRequiredGroups(tagIds: readonly TagId[]) {
  const { sessionTags } = useTags()
  const [askedIds, setAskedIds] = useState<readonly TagId[]>([])
  const missing = groupsMissing(useTagTree(), tagIds)
  const newIds = missing.map(({ id }) => id).filter((id) => !askedIds.includes(id))
  if (newIds.length > 0) setAskedIds([...askedIds, ...newIds])
  return { missing, groups: sessionTags.filter(({ id }) => askedIds.includes(id)) }
}
