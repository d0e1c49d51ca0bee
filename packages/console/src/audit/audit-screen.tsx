import type { AuditEntryView } from '@rapport/contract/light'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { useMemo } from 'react'
import { changedSearch, PagesTable, SettingsPage, useClient, useMessages, usePages } from '../app/index.ts'
import {
  Button,
  columnMaker,
  type DataColumn,
  EmptyState,
  isPhone,
  RelativeTime,
  useFormats,
  useMedia,
} from '../ui/index.ts'
import { AuditDialog } from './audit-dialog.tsx'
import { AuditFilters, sinceOf } from './audit-filters.tsx'
import { useActionName } from './describe-entry.ts'
import { detailsText, subjectText } from './details-text.ts'
import { Who } from './who.tsx'

const idOf = ({ id }: AuditEntryView) => id
const page = { from: '/shell/settings/audit' } as const

/** Everything that was done, read or searched, newest first. Only ever added to. */
export function AuditScreen() {
  const t = useMessages()
  const client = useClient()
  const search = useSearch(page)
  const navigate = useNavigate()
  const change = (part: Partial<Record<keyof typeof search, string | undefined>>) => {
    void navigate({ to: '/settings/audit', search: changedSearch(search, part), replace: true })
  }
  const pages = usePages<AuditEntryView>({
    key: ['audit', search.action ?? '', search.user ?? '', search.days ?? ''],
    fetchPage: (cursor, signal) =>
      client.audit.list(
        {
          ...(search.action ? { action: search.action } : {}),
          ...(search.user ? { userId: search.user } : {}),
          ...sinceOf(search.days),
          ...(cursor ? { cursor } : {}),
        },
        { signal },
      ),
    everyMs: 10_000,
  })
  const isNarrowed = Boolean(search.action ?? search.user ?? search.days)
  const open = pages.rows.find(({ id }) => id === search.open)
  return (
    <SettingsPage isWhole title={t('app.settings.audit')} description={t('audit.what')}>
      <AuditFilters search={search} onChange={change} />
      <PagesTable
        label={t('app.settings.audit')}
        pages={pages}
        columns={useColumns()}
        rowId={idOf}
        selectedId={search.open ?? null}
        onOpen={({ id }) => change({ open: id })}
        failed={t('audit.failed')}
        empty={
          <EmptyState
            icon={<ScrollText size={20} aria-hidden="true" />}
            title={t(isNarrowed ? 'audit.noMatch' : 'audit.none')}
            action={
              isNarrowed ? (
                <Button onClick={() => change({ action: undefined, user: undefined, days: undefined })}>
                  {t('audit.showAll')}
                </Button>
              ) : null
            }
          />
        }
      />
      {open ? <AuditDialog entry={open} onClose={() => change({ open: undefined })} /> : null}
    </SettingsPage>
  )
}

type ColumnId = 'when' | 'who' | 'action' | 'subject' | 'details' | 'address'

function useColumns(): readonly DataColumn<AuditEntryView>[] {
  const t = useMessages()
  const nameOf = useActionName()
  const isNarrow = useMedia(isPhone)
  const { moment } = useFormats()
  return useMemo((): readonly DataColumn<AuditEntryView>[] => {
    const column = columnMaker<AuditEntryView, ColumnId>((id) => t(`audit.column.${id}`))
    const when = column('when', 84, ({ at }) => <RelativeTime at={at} />)
    const who = column('who', isNarrow ? 110 : 150, (entry) => <Who entry={entry} />)
    const action = column('action', 200, (entry) => nameOf(entry.action), { grows: isNarrow })
    if (isNarrow) return [when, who, action]
    return [
      when,
      who,
      action,
      column('subject', 170, ({ subject }) => <bdi>{subject === null ? '' : subjectText(subject, t)}</bdi>),
      column(
        'details',
        180,
        (entry) => <bdi className="text-muted">{detailsText(entry, { t, moment })}</bdi>,
        {
          grows: true,
        },
      ),
      column('address', 120, ({ address }) => <span className="text-muted">{address ?? '–'}</span>),
    ]
  }, [t, nameOf, isNarrow, moment])
}
