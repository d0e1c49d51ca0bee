import type { FieldView } from '@rapport/contract/light'
import { fieldSources } from '@rapport/domain'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, TextCursorInput } from 'lucide-react'
import { useState } from 'react'
import { describeProblem, OrderedList, SettingsPage, useMessages } from '../app/index.ts'
import { useFields } from '../sessions/index.ts'
import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  ListSkeleton,
  Tabs,
  useFormats,
  useUiLocale,
} from '../ui/index.ts'
import { FieldDialog } from './field-dialog.tsx'
import { useFieldOrder, useRemoveField } from './use-field-changes.ts'

const scopes = ['session', 'contact'] as const

type Open = Readonly<{ what: 'new' }> | Readonly<{ what: 'edit' | 'remove'; field: FieldView }> | null

/** The custom fields of a workspace, those of sessions and of contacts apart, in the order they are shown. */
export function FieldsScreen() {
  const t = useMessages()
  const formats = useFormats()
  const navigate = useNavigate()
  const search = useSearch({ from: '/shell/settings/fields' })
  const scope = search.tab === 'contact' ? 'contact' : 'session'
  const fields = useFields()
  const counts = { session: fields.sessionFields.length, contact: fields.contactFields.length }
  const [open, setOpen] = useState<Open>(null)
  return (
    <SettingsPage
      isWhole
      title={t('app.settings.fields')}
      description={t('fields.what')}
      action={
        <Button
          kind="primary"
          icon={<Plus size={15} aria-hidden="true" />}
          onClick={() => setOpen({ what: 'new' })}
        >
          {t('fields.new')}
        </Button>
      }
    >
      <Tabs
        label={t('app.settings.fields')}
        value={scope}
        onChange={(value) =>
          void navigate({
            to: '/settings/fields',
            search: value === 'session' ? {} : { tab: value },
            replace: true,
          })
        }
        items={scopes.map((value) => ({
          value,
          label: t(`fields.scope.${value}`),
          count: formats.count(counts[value]),
        }))}
        panel={<FieldList scope={scope} fields={fields} onOpen={setOpen} />}
        className="min-h-0 flex-1"
      />
      {open?.what === 'new' ? <FieldDialog scope={scope} field={null} onClose={() => setOpen(null)} /> : null}
      {open?.what === 'edit' ? (
        <FieldDialog scope={scope} field={open.field} onClose={() => setOpen(null)} />
      ) : null}
      {open?.what === 'remove' ? <RemoveDialog field={open.field} onClose={() => setOpen(null)} /> : null}
    </SettingsPage>
  )
}

function FieldList(props: {
  scope: FieldView['scope']
  fields: ReturnType<typeof useFields>
  onOpen: (open: Open) => void
}) {
  const t = useMessages()
  const { scope, fields, onOpen } = props
  const shown = scope === 'session' ? fields.sessionFields : fields.contactFields
  const move = useFieldOrder(scope)
  if (fields.isPending) return <ListSkeleton />
  if (fields.error !== null && shown.length === 0) {
    return (
      <ErrorState
        title={t('fields.failed')}
        description={describeProblem(fields.error, t)}
        onRetry={() => void fields.retry()}
      />
    )
  }
  if (shown.length === 0) {
    return (
      <EmptyState
        icon={<TextCursorInput size={20} aria-hidden="true" />}
        title={t(`fields.none.${scope}`)}
        description={t('fields.noneWhy')}
      />
    )
  }
  return (
    <OrderedList
      label={t(`fields.scope.${scope}`)}
      items={shown}
      line={(field) => <FieldLine field={field} />}
      onMove={(place, by) => move(shown, place, by)}
      onEdit={(field) => onOpen({ what: 'edit', field })}
      onRemove={(field) => onOpen({ what: 'remove', field })}
    />
  )
}

/** A custom field: its name, how programs name it, its kind. */
function FieldLine({ field }: { field: FieldView }) {
  const t = useMessages()
  return (
    <>
      <p className="flex min-w-0 items-center gap-2">
        <bdi className="truncate font-medium">{field.name}</bdi>
        {field.requiredOnEnd ? <Badge kind="warning">{t('fields.required')}</Badge> : null}
      </p>
      <p className="truncate text-small text-muted">
        <code>{field.key}</code> · {t(`fields.kind.${field.kind}`)}
        {field.choices.length > 0 ? <bdi> · {field.choices.join(', ')}</bdi> : null}
        {field.writers.length === fieldSources.length ? null : <Writers field={field} />}
      </p>
    </>
  )
}

/** Who may write it, where that is not everybody. */
function Writers({ field }: { field: FieldView }) {
  const t = useMessages()
  const who = useListOf()(field.writers.map((source) => t(`fields.writer.${source}`)))
  return <> · {t('fields.writtenBy', { who })}</>
}

function useListOf() {
  const { tag } = useUiLocale()
  return (words: readonly string[]) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(words)
}

function RemoveDialog({ field, onClose }: { field: FieldView; onClose(): void }) {
  const t = useMessages()
  const remove = useRemoveField(onClose)
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      title={t('fields.removeAsk', { name: field.name })}
      description={t('fields.removeWhy', { key: field.key })}
      confirmLabel={t('fields.removeIt')}
      busy={remove.isPending}
      error={remove.error === null ? null : describeProblem(remove.error, t)}
      onConfirm={() => remove.mutate(field)}
      onClose={onClose}
    />
  )
}
