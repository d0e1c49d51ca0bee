import type { SessionRow } from '@rapport/contract/light'
import type { SessionId } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useClient, useMessages, usePages } from '../app/index.ts'
import {
  Button,
  ChannelGlyph,
  channelGlyphOf,
  classNames,
  EmptyState,
  ErrorState,
  ListSkeleton,
  StatePill,
  useFormats,
} from '../ui/index.ts'
import { failureReason } from './failure-reason.ts'
import { KeptBanner } from './kept-banner.tsx'
import type { SessionRecord } from './merge-record.ts'
import { holderName, SessionDuration } from './session-columns.tsx'
import { useWhen } from './use-when.ts'

const pageSize = 25
const everyMs = 30_000

/** Every session of the same contact, on any inbox one may see, newest first; the one that is open is marked. */
export function HistoryTab(props: { record: SessionRecord; onSession: (id: SessionId) => void }) {
  const t = useMessages()
  const pages = useHistory(props.record)
  const currentId = props.record.session.id
  if (pages.isPending) return <ListSkeleton />
  if (pages.error !== null && !pages.isStale) {
    return (
      <ErrorState
        title={t('sessions.history.failed')}
        description={failureReason(pages.error, t)}
        onRetry={pages.retry}
        busy={pages.isRetrying}
      />
    )
  }
  if (!pages.rows.some(({ session }) => session.id !== currentId) && !pages.hasMore) {
    return (
      <EmptyState
        icon={<MessagesSquare size={20} aria-hidden="true" />}
        title={t('sessions.history.none')}
        description={t('sessions.history.noneDescription')}
      />
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      {pages.isStale && pages.error !== null ? (
        <KeptBanner error={pages.error} onRetry={pages.retry} busy={pages.isRetrying} />
      ) : null}
      <ul aria-label={t('sessions.panel.history')} className="min-h-0 flex-1 overflow-y-auto px-2 py-1.5">
        {pages.rows.map((row) => (
          <li key={row.session.id}>
            <HistoryLine row={row} isCurrent={row.session.id === currentId} onSession={props.onSession} />
          </li>
        ))}
        <li className="flex justify-center py-3 text-small text-faint">
          {pages.hasMore ? (
            <Button size="small" busy={pages.isLoadingMore} onClick={pages.loadMore}>
              {t('sessions.more')}
            </Button>
          ) : (
            t('sessions.end')
          )}
        </li>
      </ul>
    </div>
  )
}

function useHistory({ session: { contactId } }: SessionRecord) {
  const { sessions } = useClient()
  return usePages<SessionRow>({
    key: ['sessions', 'history', contactId],
    fetchPage: (cursor, signal) =>
      sessions.list(
        { filter: `contact:any(${contactId})`, limit: pageSize, ...(cursor === null ? {} : { cursor }) },
        { signal },
      ),
    everyMs,
  })
}

const isPlain = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey

function HistoryLine(props: { row: SessionRow; isCurrent: boolean; onSession: (id: SessionId) => void }) {
  const t = useMessages()
  const when = useWhen()
  const formats = useFormats()
  const { row, isCurrent, onSession } = props
  const { session } = row
  const holder = holderName(row)
  return (
    <Link
      to="/sessions/$sessionId"
      params={{ sessionId: session.id }}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={(event) => {
        // With a key held it opens apart, as every link does.
        if (!isPlain(event)) return
        event.preventDefault()
        if (!isCurrent) onSession(session.id)
      }}
      className={classNames(
        'grid grid-cols-[16px_minmax(0,1fr)_auto] items-baseline gap-x-2 rounded-base px-2 py-1.75 hover:bg-hover',
        isCurrent && 'bg-selected hover:bg-selected',
      )}
    >
      <ChannelGlyph kind={channelGlyphOf(row.inbox)} size={13} className="self-center" />
      <span className="flex min-w-0 items-baseline gap-1.5">
        <time
          dateTime={new Date(session.startedAt).toISOString()}
          title={formats.moment(session.startedAt)}
          className="shrink-0 font-strong"
        >
          <bdi>{when(session.startedAt)}</bdi>
        </time>
        <span className="truncate text-small text-muted">
          {t('sessions.panel.number', { number: session.number })}
          {holder === null ? null : (
            <>
              {' · '}
              <bdi>{holder}</bdi>
            </>
          )}
        </span>
      </span>
      <span className="flex items-center gap-2 self-center">
        <span className="text-small text-muted">
          <SessionDuration row={row} />
        </span>
        <StatePill state={session.state} />
      </span>
      <span dir="auto" className="col-span-2 col-start-2 truncate text-muted">
        {isCurrent ? `${t('sessions.history.current')} · ` : null}
        {row.preview ?? t('sessions.history.silent')}
      </span>
    </Link>
  )
}
