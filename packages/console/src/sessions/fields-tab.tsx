import type { FieldView } from '@rapport/contract/light'
import type { FieldValues } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { Link } from '@tanstack/react-router'
import { Bot, Code, MessageCircle, TextCursorInput, User } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useMay, useMe, useMessages } from '../app/index.ts'
import {
  Button,
  EmptyState,
  ErrorState,
  LoadingPane,
  PaneSection,
  Skeleton,
  Tooltip,
  useUiText,
} from '../ui/index.ts'
import { failureReason } from './failure-reason.ts'
import { FieldEditor } from './marks/field-editor.tsx'
import { type FieldOrigin, fieldSources } from './marks/field-sources.ts'
import { TagsEditor } from './marks/tags-editor.tsx'
import { useContact } from './marks/use-contact.ts'
import { useFields } from './marks/use-fields.ts'
import { useMarks } from './marks/use-marks.ts'
import { useTags } from './marks/use-tags.ts'
import type { SessionRecord } from './merge-record.ts'
import type { FieldChange } from './session-commands.ts'
import { nameInside } from './thread/people.ts'
import { useWhen } from './use-when.ts'

/** The custom fields of the session and of its contact, each kept as soon as it is filled in. */
export function FieldsTab({ record }: { record: SessionRecord }) {
  const t = useMessages()
  const { sessionFields, contactFields, isPending, error, retry } = useFields()
  const { contactTags } = useTags()
  const hasNone = sessionFields.length + contactFields.length === 0
  if (isPending) return <LoadingPane />
  if (isRapportError(error) && hasNone) {
    return (
      <ErrorState
        title={t('sessions.fields.failed')}
        description={failureReason(error, t)}
        onRetry={() => void retry()}
      />
    )
  }
  if (hasNone && contactTags.length === 0) return <NoFields />
  return (
    <div className="flex h-full flex-col gap-5 overflow-y-auto px-4 pt-3.5 pb-6">
      <SessionFields record={record} fields={sessionFields} />
      <ContactFields record={record} fields={contactFields} />
    </div>
  )
}

/** Nothing was ever defined: what fields are for, and for who may, where to make them. */
function NoFields() {
  const t = useMessages()
  const mayManage = useMay('fields.manage')
  return (
    <EmptyState
      icon={<TextCursorInput size={20} aria-hidden="true" />}
      title={t('sessions.fields.none')}
      description={t(mayManage ? 'sessions.fields.noneForAdmins' : 'sessions.fields.noneForAgents')}
      action={
        mayManage ? (
          <Link
            to="/settings/fields"
            className="inline-flex h-7.5 items-center rounded-control border border-line bg-surface px-2.75 font-medium hover:bg-hover"
          >
            {t('sessions.fields.settings')}
          </Link>
        ) : null
      }
    />
  )
}

type PartProps = Readonly<{ record: SessionRecord; fields: readonly FieldView[] }>

function SessionFields({ record, fields }: PartProps) {
  const t = useMessages()
  const { row, session, content } = record
  const marks = useMarks(session.id)
  const origins = useMemo(() => fieldSources(content.events), [content.events])
  if (fields.length === 0) return null
  return (
    <PaneSection title={t('sessions.facts')}>
      <Editors
        fields={fields}
        values={row.fields}
        onSave={marks.setFields}
        originOf={(key) => {
          const origin = origins.get(key)
          return origin === undefined ? null : <Origin record={record} origin={origin} />
        }}
      />
    </PaneSection>
  )
}

const signs = {
  widget: MessageCircle,
  bot: Bot,
  agent: User,
  api: Code,
} as const

/** Where a value came from, as a sign; who or what, and when, on hover and for those who do not see it. */
function Origin({ record, origin }: { record: SessionRecord; origin: FieldOrigin }) {
  const t = useMessages()
  const when = useWhen()
  const { source, by, at } = origin
  const who = { people: record.content.people, meId: useMe().user.id, teamNames: {} }
  const Sign = signs[source]
  const words =
    source === 'agent'
      ? t('sessions.fields.by', { name: nameInside(by, who, t), when: when(at) })
      : t('sessions.fields.from', { source: t(`sessions.fields.source.${source}`), when: when(at) })
  return (
    <Tooltip text={words}>
      <span>
        <Sign size={13} aria-hidden="true" />
        <span className="sr-only">{words}</span>
      </span>
    </Tooltip>
  )
}

function ContactFields({ record, fields }: PartProps) {
  const t = useMessages()
  const text = useUiText()
  const { contact, error, retry, setFields, changeTags } = useContact(record.session.contactId)
  const { contactTags } = useTags()
  if (fields.length === 0 && contactTags.length === 0) return null
  return (
    <PaneSection title={t('sessions.column.contact')}>
      {contact === null ? (
        error === null ? (
          <Pending lines={Math.max(1, fields.length)} />
        ) : (
          <div role="alert" className="grid justify-items-start gap-2 text-muted">
            <p>{t('sessions.fields.contactFailed', { reason: failureReason(error, t) })}</p>
            <Button size="small" onClick={retry}>
              {text('ui.retry')}
            </Button>
          </div>
        )
      ) : (
        <>
          {contactTags.length > 0 ? (
            <Line term={t('sessions.tags.tags')}>
              <TagsEditor
                tagIds={contact.tagIds}
                tags={contactTags}
                onChange={(change) => void changeTags(change)}
              />
            </Line>
          ) : null}
          <Editors fields={fields} values={contact.fields} onSave={setFields} />
        </>
      )}
    </PaneSection>
  )
}

function Editors(props: {
  fields: readonly FieldView[]
  values: FieldValues
  onSave: (change: FieldChange) => Promise<void>
  originOf?: (key: string) => ReactNode
}) {
  const { fields, values, onSave, originOf } = props
  return (
    <div className="grid gap-2">
      {fields.map((field) => (
        <FieldEditor
          key={field.id}
          field={field}
          value={values[field.key]}
          onSave={(value) => onSave({ [field.key]: value })}
          origin={values[field.key] === undefined ? null : originOf?.(field.key)}
        />
      ))}
    </div>
  )
}

const Line = ({ term, children }: { term: string; children: ReactNode }) => (
  <div className="mb-2 grid grid-cols-[124px_minmax(0,1fr)] items-start gap-x-2 max-sm:grid-cols-1">
    <span className="flex min-h-6 items-center text-muted">{term}</span>
    {children}
  </div>
)

const Pending = ({ lines }: { lines: number }) => (
  <div aria-hidden="true" className="grid gap-2">
    {Array.from({ length: lines }, (_, line) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: bars without content
      <Skeleton key={line} className="h-7.5" />
    ))}
  </div>
)
