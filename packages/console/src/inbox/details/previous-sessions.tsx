import type { SessionRow } from '@rapport/contract/light'
import type { ContactId, ConversationId, SessionId } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useClient, useMessages } from '../../app/index.ts'
import { Button, ChannelGlyph, channelGlyphOf, PaneSection, Skeleton, useFormats } from '../../ui/index.ts'

const shownAtFirst = 5

/** The contact's other sessions, on every inbox, newest first: five, and the way to all. */
export function PreviousSessions(props: {
  contactId: ContactId
  currentId: SessionId
  conversationId: ConversationId
  /** Changes when a session ends or begins, so that the list is asked for again. */
  endedCount: number
  onSession(id: SessionId): void
}) {
  const t = useMessages()
  const { sessions } = useClient()
  const { contactId, currentId, endedCount } = props
  const query = useQuery({
    queryKey: ['previous-sessions', contactId, endedCount],
    queryFn: () => sessions.list({ filter: `contact:any(${contactId})`, limit: shownAtFirst + 2 }),
    placeholderData: (before) => before,
  })
  if (query.isError) {
    return (
      <PaneSection title={t('inbox.previous')}>
        <p className="text-muted">{t('inbox.previousFailed')}</p>
        <Button size="small" className="mt-1.5" onClick={() => void query.refetch()}>
          {t('ui.retry')}
        </Button>
      </PaneSection>
    )
  }
  const others = query.data?.items.filter(({ session }) => session.id !== currentId)
  const shown = others?.slice(0, shownAtFirst)
  const hasMore = (others?.length ?? 0) > shownAtFirst
  return (
    <PaneSection title={t('inbox.previous')}>
      {shown === undefined ? <PreviousSkeleton /> : null}
      {shown?.length === 0 ? <p className="text-muted">{t('inbox.noPrevious')}</p> : null}
      <ul className="-mx-1.5 grid grid-cols-[minmax(0,1fr)]">
        {shown?.map((row) => (
          <li key={row.session.id}>
            <PreviousSession {...props} row={row} />
          </li>
        ))}
      </ul>
      {hasMore ? (
        <Link
          to="/sessions"
          search={{ filter: `contact:any(${contactId})` }}
          className="mt-1 inline-block text-accent underline-offset-2 hover:underline"
        >
          {t('inbox.previousAll')}
        </Link>
      ) : null}
    </PaneSection>
  )
}

function PreviousSession({
  row: { session, preview, inbox },
  conversationId,
  onSession,
}: {
  row: SessionRow
  conversationId: ConversationId
  onSession(id: SessionId): void
}) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <Link
      to="/inbox/{-$list}/{-$conversationId}"
      params={(now) => ({ ...now, conversationId: session.conversationId })}
      search={{ session: session.id }}
      onClick={(event) => {
        if (session.conversationId !== conversationId) return
        event.preventDefault()
        onSession(session.id)
      }}
      className="flex min-h-7 items-center gap-2 rounded-base px-1.5 text-muted hover:bg-hover hover:text-text"
    >
      <ChannelGlyph kind={channelGlyphOf(inbox)} size={13} />
      <span className="shrink-0">{formats.day(session.startedAt, Date.now())}</span>
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {preview ?? t('inbox.number', { number: session.number })}
      </span>
    </Link>
  )
}

const PreviousSkeleton = () => (
  <div aria-hidden="true" className="grid gap-3 py-2">
    <Skeleton className="h-3 w-4/5" />
    <Skeleton className="h-3 w-3/5" />
  </div>
)
