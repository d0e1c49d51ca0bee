import { type Actor, agentOf, type MessageId } from '@rapport/domain'
import type { PendingMessage } from '@rapport/sdk'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useCallback, useMemo, useRef, useState } from 'react'
import { useMe, useMessages } from '../app/index.ts'
import { Banner, Button, EmptyState, useUiText } from '../ui/index.ts'
import { copyText } from './copy-text.ts'
import type { SessionRecord } from './merge-record.ts'
import { useSystemLines } from './session-choices.ts'
import { contactName } from './session-columns.tsx'
import type { MessageExtras, PendingActions } from './thread/message-item.tsx'
import { Thread, type ThreadHandle } from './thread/thread.tsx'
import { flaggedIn, type ThreadEvents } from './thread/thread-items.ts'
import { TranscriptBar } from './transcript-bar.tsx'
import { partHere } from './transcript-pages.ts'
import { useKnownPeople } from './use-known-people.ts'
import { useMarkNames } from './use-mark-names.ts'
import { useReadMarks } from './use-read-marks.ts'
import { useTeamNames } from './use-team-names.ts'
import type { useTranscriptPages } from './use-transcript-pages.ts'

/** What a transcript takes. */
export type TranscriptTabProps = Readonly<{
  record: SessionRecord
  typing: readonly Actor[]
  /** The message one came for: brought into view and set apart. */
  messageId: MessageId | null
  /** How to come to the rest of it, where only a part is here. */
  pages: ReturnType<typeof useTranscriptPages>
  /** What the reader has written and the server not yet shown back. */
  pending?: readonly PendingMessage[] | undefined
  pendingActions?: PendingActions | undefined
  /** Where one writes, beneath. */
  composer?: ReactNode
  /** What else can be done with its messages, and how to go to one of them. */
  extras?: MessageExtras | undefined
  handle?: RefObject<ThreadHandle | null> | undefined
}>

/**
 * What was said in the session, under the bar of its time. Reading takes nothing, and marks read only for the agent who
 * has the session.
 */
export function TranscriptTab(props: TranscriptTabProps) {
  const t = useMessages()
  const { record, pages, composer } = props
  const { content } = record
  const [events, setEvents] = useSystemLines()
  const [isNotesOnly, setIsNotesOnly] = useState(false)
  const own = useRef<ThreadHandle>(null)
  const thread = props.handle ?? own
  useOwnReadMarks(record, !isNotesOnly)
  const isEmpty = isNotesOnly && content.notes.length === 0
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TranscriptBar
        record={record}
        events={events}
        onEvents={setEvents}
        isNotesOnly={isNotesOnly}
        onNotesOnly={setIsNotesOnly}
        onDay={(at) => {
          if (!record.earlier && !record.later) thread.current?.showMoment(at)
          else pages.goToMoment(at)
        }}
      />
      <Missing record={record} messageId={props.messageId} />
      {isEmpty ? (
        <div className="min-h-0 flex-1">
          <EmptyState
            title={t('sessions.notes.none')}
            action={
              <Button onClick={() => setIsNotesOnly(false)}>{t('sessions.transcript.everything')}</Button>
            }
          />
        </div>
      ) : (
        <SessionThread {...props} events={events} isNotesOnly={isNotesOnly} thread={thread} />
      )}
      {composer}
    </div>
  )
}

/** One's own session is read here as in the inbox, as far as its newest messages are among those shown. */
function useOwnReadMarks({ session, content, later }: SessionRecord, isShown: boolean): void {
  const { user } = useMe()
  useReadMarks({
    conversationId: session.conversationId,
    messages: content.messages,
    session,
    isMine: session.state !== 'ended' && agentOf(session) === user.id,
    isShown: isShown && !later,
  })
}

type SessionThreadProps = TranscriptTabProps &
  Readonly<{ events: ThreadEvents; isNotesOnly: boolean; thread: RefObject<ThreadHandle | null> }>

function SessionThread(props: SessionThreadProps) {
  const t = useMessages()
  const { record, pages, isNotesOnly } = props
  const { row, session } = record
  const people = useKnownPeople(record.content.people)
  const flaggedIds = useMemo(() => flaggedIn(record.content.events), [record.content.events])
  const known = useMemo(() => ({ ...partHere(record), people }), [record, people])
  return (
    <Thread
      ref={props.thread}
      key={pages.windowKey}
      label={t('sessions.thread.label', { name: contactName(row, t) })}
      content={known}
      flaggedIds={flaggedIds}
      sessionId={session.id}
      events={props.events}
      isNotesOnly={isNotesOnly}
      channelKind={row.inbox.channelKind}
      meId={useMe().user.id}
      teamNames={useTeamNames()}
      {...useMarkNames()}
      highlightedId={isNotesOnly ? null : pages.shownId}
      onLoadOlder={record.earlier ? pages.loadEarlier : undefined}
      {...(record.later ? { onLoadNewer: pages.loadLater, onToNewest: pages.goToNewest } : {})}
      onCopyLink={useCopyLink(record)}
      messageExtras={props.extras}
      {...(session.state === 'ended' ? {} : { typing: props.typing })}
      {...(props.pending ? { pending: props.pending } : {})}
      {...(props.pendingActions ? { pendingActions: props.pendingActions } : {})}
    />
  )
}

/** Copies where a message is: an address that opens its session there, for whoever may see it. */
function useCopyLink({ session: { id } }: SessionRecord) {
  const t = useMessages()
  const router = useRouter()
  return useCallback(
    (messageId: MessageId) => {
      const { href } = router.buildLocation({
        to: '/sessions/$sessionId',
        params: { sessionId: id },
        search: { message: messageId },
      })
      copyText(new URL(href, location.origin).href, t)
    },
    [router, id, t],
  )
}

/** Says that the message one came for is not here: deleted with its contact, or another session's. */
function Missing({
  record: { content, isComplete },
  messageId,
}: Pick<TranscriptTabProps, 'record' | 'messageId'>) {
  const t = useMessages()
  const text = useUiText()
  const [dismissed, setDismissed] = useState<MessageId | null>(null)
  const isHere = useMemo(() => content.messages.some(({ id }) => id === messageId), [content, messageId])
  if (messageId === null || isHere || !isComplete || dismissed === messageId) return null
  return (
    <Banner
      kind="note"
      action={
        <Button size="small" onClick={() => setDismissed(messageId)}>
          {text('ui.dismiss')}
        </Button>
      }
    >
      {t('sessions.transcript.missing')}
    </Banner>
  )
}
