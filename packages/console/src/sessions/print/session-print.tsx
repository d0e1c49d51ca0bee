import type { SessionSnapshot } from '@rapport/contract/light'
import { asId, type SessionId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ArrowLeft, Printer } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useClient, useMessages, useTitle } from '../../app/index.ts'
import {
  Button,
  Checkbox,
  classNames,
  EmptyState,
  ErrorState,
  LoadingPane,
  useUiLocale,
} from '../../ui/index.ts'
import { failureReason, isNoSession } from '../failure-reason.ts'
import { mergeRecord } from '../merge-record.ts'
import { contactName } from '../session-columns.tsx'
import './print.css'
import { PrintHead } from './print-head.tsx'
import { PrintTranscript } from './print-transcript.tsx'
import { usePaper } from './use-paper.ts'

const extras = ['notes', 'system'] as const
type Extra = (typeof extras)[number]

/** One session on paper: who, when, and what was said. Notes and what happened besides only for whoever asks for them. */
export function SessionPrint(): ReactNode {
  const t = useMessages()
  usePaper()
  const { sessionId } = useParams({ from: '/sessions/$sessionId/print' })
  const { sessions } = useClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['sessions', 'whole', sessionId],
    queryFn: ({ signal }): Promise<SessionSnapshot> =>
      sessions.get({ sessionId: asId<SessionId>(sessionId) }, { signal }),
    staleTime: 60_000,
  })
  if (data !== undefined) return <Paper snapshot={data} />
  if (!isRapportError(error)) return <LoadingPane />
  return isNoSession(error) ? (
    <EmptyState
      isWholePage
      title={t('sessions.panel.missing')}
      description={t('sessions.panel.missingDescription')}
    />
  ) : (
    <ErrorState
      title={t('sessions.panel.failed')}
      description={failureReason(error, t)}
      onRetry={() => void refetch()}
    />
  )
}

function Paper({ snapshot }: { snapshot: SessionSnapshot }) {
  const t = useMessages()
  const { direction } = useUiLocale()
  const { chosen, choose } = useExtras()
  const record = useMemo(() => mergeRecord({ row: snapshot.row, snapshot, conversation: null }), [snapshot])
  const title = t('sessions.print.title', {
    number: record.session.number,
    name: contactName(record.row, t),
  })
  useTitle(title)
  return (
    <div className="mx-auto grid max-w-180 grid-cols-1 gap-5 px-6 py-5 max-sm:px-4 print:max-w-none print:p-0">
      <Tools sessionId={record.session.id} chosen={chosen} onChoose={choose} />
      {/* Words of the other direction stand under who said them, too. */}
      <main
        className={classNames('grid grid-cols-1 gap-5', direction === 'rtl' ? 'text-right' : 'text-left')}
      >
        <PrintHead record={record} title={title} />
        <PrintTranscript
          record={record}
          hasNotes={chosen.includes('notes')}
          hasSystem={chosen.includes('system')}
        />
      </main>
    </div>
  )
}

/** What is printed besides, in the address, so that what a link shows is what was printed. */
function useExtras() {
  const { sessionId } = useParams({ from: '/sessions/$sessionId/print' })
  const search = useSearch({ from: '/sessions/$sessionId/print' })
  const navigate = useNavigate()
  const asked = (search.with ?? '').split(',')
  const chosen = extras.filter((extra) => asked.includes(extra))
  const choose = (extra: Extra, isChosen: boolean) => {
    const next = extras.filter((one) => (one === extra ? isChosen : chosen.includes(one)))
    void navigate({
      to: '/sessions/$sessionId/print',
      params: { sessionId },
      search: next.length === 0 ? {} : { with: next.join(',') },
      replace: true,
    })
  }
  return { chosen, choose }
}

/** Over the paper, and never on it. */
function Tools(props: {
  sessionId: SessionId
  chosen: readonly Extra[]
  onChoose(extra: Extra, isChosen: boolean): void
}) {
  const t = useMessages()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-line bg-sunken px-3 py-2 print:hidden">
      <Link
        to="/sessions/$sessionId"
        params={{ sessionId: props.sessionId }}
        className="inline-flex min-h-6 items-center gap-1 rounded-small text-muted hover:text-text"
      >
        <ArrowLeft size={14} aria-hidden="true" className="rtl:-scale-x-100" />
        {t('sessions.print.back')}
      </Link>
      <fieldset className="flex flex-wrap items-center gap-x-4">
        <legend className="sr-only">{t('sessions.print.with')}</legend>
        {extras.map((extra) => (
          <Checkbox
            key={extra}
            label={t(`sessions.print.${extra}`)}
            isChecked={props.chosen.includes(extra)}
            onChange={(isChosen) => props.onChoose(extra, isChosen)}
          />
        ))}
      </fieldset>
      <span className="flex-1" />
      <Button
        kind="primary"
        data-tooltip={t('sessions.print.how')}
        icon={<Printer size={15} aria-hidden="true" />}
        onClick={() => print()}
      >
        {t('sessions.print.print')}
      </Button>
    </div>
  )
}
