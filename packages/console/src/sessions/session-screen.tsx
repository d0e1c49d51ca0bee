import { asId, type SessionId } from '@rapport/domain'
import { useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages, useShortcut, useTitle } from '../app/index.ts'
import { Button, EmptyState, ErrorState, IconButton, LoadingPane } from '../ui/index.ts'
import { CopyLink } from './copy-link.tsx'
import { failureReason, isNoSession } from './failure-reason.ts'
import { readPlace, writePlace } from './panel-tabs.ts'
import { contactName } from './session-columns.tsx'
import { SessionView } from './session-view.tsx'
import { useSessionRow } from './use-session-record.ts'

/** To where one came from, with its list and its place; from a fresh page, to the table with this session open. */
function useBack(sessionId: SessionId): () => void {
  const { history } = useRouter()
  const navigate = useNavigate()
  return () => {
    if (history.canGoBack()) history.back()
    else void navigate({ to: '/sessions', search: { session: sessionId } })
  }
}

/** The full page of one session. */
export function SessionScreen(): ReactNode {
  const t = useMessages()
  const { sessionId } = useParams({ from: '/shell/sessions/$sessionId' })
  const id = asId<SessionId>(sessionId)
  const place = readPlace(useSearch({ from: '/shell/sessions/$sessionId' }))
  const navigate = useNavigate()
  const { row, error, retry } = useSessionRow(id, undefined, place.messageId)
  const back = useBack(id)
  useTitle(row === undefined ? t('sessions.title') : contactName(row, t))
  useShortcut('sessions.shortcut.back', 'escape', back)
  if (row === undefined) {
    return error === null ? (
      <LoadingPane />
    ) : isNoSession(error) ? (
      <EmptyState
        isWholePage
        title={t('sessions.panel.missing')}
        description={t('sessions.panel.missingDescription')}
        action={<Button onClick={back}>{t('sessions.action.back')}</Button>}
      />
    ) : (
      <ErrorState
        title={t('sessions.panel.failed')}
        description={failureReason(error, t)}
        onRetry={() => void retry()}
      />
    )
  }
  return (
    <div className="mx-auto flex h-full min-h-0 max-w-220 flex-col border-x border-line bg-surface max-lg:border-x-0">
      <h1 className="sr-only">{t('sessions.panel.label', { name: contactName(row, t) })}</h1>
      <SessionView
        key={row.session.id}
        row={row}
        {...place}
        onTab={(next) =>
          void navigate({
            to: '/sessions/$sessionId',
            params: { sessionId },
            search: writePlace({ tab: next, messageId: null }),
            replace: true,
          })
        }
        onSession={(other) => void navigate({ to: '/sessions/$sessionId', params: { sessionId: other } })}
        tools={<CopyLink sessionId={id} />}
        lead={
          <IconButton
            label={t('sessions.action.back')}
            icon={<ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />}
            onClick={back}
            className="-ms-2"
          />
        }
      />
    </div>
  )
}
