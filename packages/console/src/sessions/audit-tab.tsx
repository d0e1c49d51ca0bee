import type { AuditEntryView } from '@rapport/contract/light'
import { ScrollText } from 'lucide-react'
import { useClient, useMessages, usePages } from '../app/index.ts'
import { useActionName } from '../audit/index.ts'
import { Avatar, Button, EmptyState, ErrorState, ListSkeleton, useFormats } from '../ui/index.ts'
import { failureReason } from './failure-reason.ts'
import { KeptBanner } from './kept-banner.tsx'
import type { SessionRecord } from './merge-record.ts'
import { useWhen } from './use-when.ts'

const pageSize = 50
const everyMs = 30_000

/** Who without a part in this session has read it, and what was done with it as a record; newest first. */
export function AuditTab({ record }: { record: SessionRecord }) {
  const t = useMessages()
  const pages = useEntries(record)
  if (pages.isPending) return <ListSkeleton />
  if (pages.error !== null && !pages.isStale) {
    return (
      <ErrorState
        title={t('sessions.audit.failed')}
        description={failureReason(pages.error, t)}
        onRetry={pages.retry}
        busy={pages.isRetrying}
      />
    )
  }
  if (pages.rows.length === 0) {
    return (
      <EmptyState
        icon={<ScrollText size={20} aria-hidden="true" />}
        title={t('sessions.audit.none')}
        description={t('sessions.audit.noneDescription')}
      />
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      {pages.isStale && pages.error !== null ? (
        <KeptBanner error={pages.error} onRetry={pages.retry} busy={pages.isRetrying} />
      ) : null}
      <ul aria-label={t('sessions.panel.audit')} className="min-h-0 flex-1 overflow-y-auto px-4 py-2">
        {pages.rows.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
        {pages.hasMore ? (
          <li className="flex justify-center py-3">
            <Button size="small" busy={pages.isLoadingMore} onClick={pages.loadMore}>
              {t('app.pages.more')}
            </Button>
          </li>
        ) : null}
      </ul>
    </div>
  )
}

function useEntries({ session: { id } }: SessionRecord) {
  const { audit } = useClient()
  return usePages<AuditEntryView>({
    key: ['audit', 'of', id],
    fetchPage: (cursor, signal) =>
      audit.list({ subjectId: id, limit: pageSize, ...(cursor === null ? {} : { cursor }) }, { signal }),
    everyMs,
  })
}

function Entry({ entry }: { entry: AuditEntryView }) {
  const t = useMessages()
  const formats = useFormats()
  const when = useWhen()
  const nameOf = useActionName()
  const name = entry.userName ?? t('sessions.audit.nobody')
  return (
    <div className="grid grid-cols-[24px_minmax(0,1fr)] items-start gap-x-2.5 border-b border-line-soft py-2">
      <Avatar name={name} />
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <bdi className="font-strong">{name}</bdi> · {nameOf(entry.action)}
        </p>
        <p className="text-small text-faint">
          <time dateTime={new Date(entry.at).toISOString()} title={formats.moment(entry.at)}>
            <bdi>{when(entry.at)}</bdi>
          </time>
          {entry.apiKeyName === null ? null : (
            <>
              {' · '}
              {t('sessions.audit.byKey', { name: entry.apiKeyName })}
            </>
          )}
          {entry.address === null ? null : (
            <>
              {' · '}
              <bdi dir="ltr">{entry.address}</bdi>
            </>
          )}
        </p>
      </div>
    </div>
  )
}
