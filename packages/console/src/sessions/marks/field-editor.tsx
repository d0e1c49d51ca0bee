import type { FieldView } from '@rapport/contract/light'
import type { FieldValue } from '@rapport/domain'
import { Check, ChevronsUpDown, ExternalLink } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useMessages } from '../../app/index.ts'
import { Combobox, classNames, Select, Spinner, TextField } from '../../ui/index.ts'
import { SafeLink, safeAddress } from '../safe-link.tsx'
import { useFieldDraft } from './use-field-draft.ts'

/** What one custom field takes. `onSave` throws what was refused; null takes the value away. */
export type FieldEditorProps = Readonly<{
  field: FieldView
  value: FieldValue | undefined
  onSave: (value: FieldValue | null) => Promise<void>
  /** A sign at the end of the line: where the value came from. */
  origin?: ReactNode
}>

/** A custom field with the control its kind needs: kept when it is left or chosen, its fault beneath it. */
export function FieldEditor({ field, value, onSave, origin }: FieldEditorProps) {
  const t = useMessages()
  const id = useId()
  const edit = useFieldDraft(field, value, onSave)
  const { stage } = edit
  // A value from anybody else is refused.
  const isByAgents = field.writers.includes('agent')
  return (
    <div className="grid grid-cols-[124px_minmax(0,1fr)] items-start gap-x-2 max-sm:grid-cols-1 @max-xs:grid-cols-1">
      <span className="flex min-h-7.5 items-center gap-1 text-muted" title={field.name}>
        <bdi className="truncate">{field.name}</bdi>
        {field.requiredOnEnd ? (
          <span title={t('sessions.fields.required')} className="text-danger">
            <span aria-hidden="true">*</span>
          </span>
        ) : null}
      </span>
      <div className="min-w-0">
        <div className="flex items-center gap-1.5">
          <div className="min-w-0 flex-1">
            <fieldset
              className="contents"
              disabled={!isByAgents}
              title={isByAgents ? undefined : t('sessions.fields.notByAgents')}
            >
              <Control field={field} edit={edit} describedBy={stage.is === 'wrong' ? id : undefined} />
            </fieldset>
          </div>
          {field.kind === 'url' ? <Way to={value} /> : null}
          <Progress stage={stage.is}>{origin}</Progress>
        </div>
        {stage.is === 'wrong' ? (
          <p id={id} role="alert" className="mt-1 text-small text-danger">
            {stage.why}
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** At the end of the line: under way, kept, or where it came from. Its room is always there, so nothing moves. */
function Progress({ stage, children }: { stage: string; children: ReactNode }) {
  const t = useMessages()
  return (
    <span role="status" className="grid w-5 shrink-0 place-items-center text-faint">
      {stage === 'saving' ? <Spinner size={13} /> : null}
      {stage === 'saved' ? (
        <>
          <Check size={14} aria-hidden="true" className="text-active" />
          <span className="sr-only">{t('sessions.fields.saved')}</span>
        </>
      ) : null}
      {stage === 'idle' ? children : null}
    </span>
  )
}

/** The way to an address, where it is one that a browser may be sent to. */
function Way({ to }: { to: FieldValue | undefined }) {
  const t = useMessages()
  const href = typeof to === 'string' ? safeAddress(to) : null
  if (href === null) return null
  return (
    <span className="grid w-5 shrink-0 place-items-center text-faint">
      <SafeLink address={href} label={t('sessions.fields.open')}>
        <ExternalLink size={14} aria-hidden="true" />
      </SafeLink>
    </span>
  )
}

type Edit = ReturnType<typeof useFieldDraft>
type ControlProps = Readonly<{ field: FieldView; edit: Edit; describedBy: string | undefined }>

const none = ''

function Control({ field, edit, describedBy }: ControlProps) {
  const t = useMessages()
  switch (field.kind) {
    case 'multi_choice':
      return <SeveralChoices field={field} edit={edit} describedBy={describedBy} />
    case 'choice':
    case 'boolean': {
      const draft = String(edit.draft)
      const words =
        field.kind === 'choice'
          ? known(field.choices, draft).map((word) => ({ value: word, label: word }))
          : [
              { value: 'true', label: t('sessions.fields.yes') },
              { value: 'false', label: t('sessions.fields.no') },
            ]
      return (
        <Select
          label={field.name}
          hideLabel
          value={draft}
          placeholder="–"
          choices={[{ value: none, label: '–' }, ...words]}
          onChange={(word) => edit.choose(word)}
        />
      )
    }
    case 'text':
    case 'number':
    case 'date':
    case 'url':
      return <Typed field={field} edit={edit} describedBy={describedBy} />
  }
}

function Typed({ field, edit, describedBy }: ControlProps) {
  return (
    <TextField
      label={field.name}
      hideLabel
      type={field.kind === 'date' ? 'date' : field.kind === 'url' ? 'url' : 'text'}
      {...(field.kind === 'number' ? { inputMode: 'decimal' } : {})}
      value={String(edit.draft)}
      aria-invalid={describedBy !== undefined}
      aria-describedby={describedBy}
      onChange={(event) => edit.type(event.target.value)}
      onBlur={edit.leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) edit.leave()
        if (event.key !== 'Escape') return
        // The panel around it closes on Escape; what is being typed goes first.
        event.stopPropagation()
        edit.revert()
        event.currentTarget.blur()
      }}
    />
  )
}

function SeveralChoices({ field, edit }: ControlProps) {
  const t = useMessages()
  const chosen = Array.isArray(edit.draft) ? edit.draft : []
  const words = known(field.choices, ...chosen)
  return (
    <Combobox<string>
      label={field.name}
      choices={words.map((word) => ({ value: word, label: word }))}
      value={chosen}
      onChange={(word) =>
        edit.choose(chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word])
      }
      trigger={
        <button
          type="button"
          className={classNames(
            'flex min-h-7.5 w-full items-center gap-2 rounded-control border border-control/60 bg-surface px-2.5 text-start hover:border-control',
            chosen.length === 0 && 'text-faint',
          )}
        >
          <bdi className="min-w-0 flex-1 wrap-anywhere">
            {chosen.length === 0 ? t('sessions.fields.nothing') : chosen.join(', ')}
          </bdi>
          <ChevronsUpDown size={14} aria-hidden="true" className="shrink-0 text-faint" />
        </button>
      }
    />
  )
}

/** The words of a choice, and before them what is chosen and no longer offered. */
const known = (choices: readonly string[], ...chosen: readonly string[]): readonly string[] => [
  ...chosen.filter((word) => word !== none && !choices.includes(word)),
  ...choices,
]
