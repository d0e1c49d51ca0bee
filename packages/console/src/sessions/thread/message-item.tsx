import type { FileView, MessageView, NoteView } from '@rapport/contract/light'
import type { MessageId } from '@rapport/domain'
import type { PendingMessage } from '@rapport/sdk'
import { Flag, Link as LinkIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type MessageKey, useMessages } from '../../app/index.ts'
import { Bubble, Button, IconButton, useFormats } from '../../ui/index.ts'
import { useWhen } from '../use-when.ts'
import { needsSomebody, tickOf } from './describe-delivery.ts'
import { LinkedText } from './linked-text.tsx'
import { MentioningText } from './mentioning-text.tsx'
import { MessageFiles } from './message-files.tsx'
import { MessageRetry } from './message-retry.tsx'
import { nameOf, type ThreadPeople } from './people.ts'

/** What a message takes of the thread around it. */
export type MessageItemProps = Readonly<{
  message: MessageView
  /** Of the message's inbox: elsewhere than on the web chat a message is told of by its channel. */
  channelKind: string
  who: ThreadPeople
  isContinued: boolean
  isLast: boolean
  isHighlighted: boolean
  /** A watch-word was found in it. */
  isFlagged: boolean
  onCopyLink: ((messageId: MessageId) => void) | undefined
  extras?: MessageExtras | undefined
}>

/** What whoever shows a thread adds to its messages: what else can be done with one, and what is said beneath it. */
export type MessageExtras = Readonly<{
  tools: (message: MessageView) => ReactNode
  marks: (message: MessageView) => ReactNode
}>

/** One message: the contact's at the start, ours at the end with how far it has come and what can be done about it. */
export function MessageItem(props: MessageItemProps) {
  const { message, isLast } = props
  const { author } = message
  const kind = author.kind === 'contact' ? 'in' : author.kind === 'agent' ? 'out' : 'bot'
  const { tick, setRetried } = useTick(message, props.channelKind)
  const isToldOf = needsSomebody(tick)
  return (
    <Bubble
      id={`message-${message.id}`}
      kind={kind}
      isContinued={props.isContinued}
      isHighlighted={props.isHighlighted}
      meta={<MessageMeta {...props} isSigned={isLast} />}
      tick={isLast || isToldOf ? tick : undefined}
      actions={
        isToldOf ? (
          <MessageRetry message={message} onRetried={setRetried} />
        ) : (
          (props.extras?.marks(message) ?? null)
        )
      }
      tools={<MessageTools {...props} />}
    >
      <MessageBody
        text={message.text}
        files={message.deletedAt === null ? message.files : []}
        isDeleted={message.deletedAt !== null}
      />
    </Bubble>
  )
}

/** How far it has come; one that is sent again is on its way until the channel has said something new. */
function useTick(message: MessageView, channelKind: string) {
  const [retried, setRetried] = useState<MessageView['delivery']>(null)
  const isRetried = retried !== null && retried === message.delivery
  const tick = isRetried ? ('queued' as const) : tickOf(message, channelKind)
  return { tick, setRetried: () => setRetried(message.delivery) }
}

/** Beneath a message: the contact's reaction, whose it is and when, and that it was changed since. Nothing for most. */
function MessageMeta({
  message,
  who,
  isFlagged,
  isSigned,
}: MessageItemProps & Readonly<{ isSigned: boolean }>) {
  const t = useMessages()
  const formats = useFormats()
  const { author, reaction, editedAt, deletedAt } = message
  const isEdited = editedAt !== null && deletedAt === null
  if (!isSigned && reaction === null && !isEdited && !isFlagged) return null
  const time = (
    <time dateTime={new Date(message.at).toISOString()} title={formats.moment(message.at)}>
      {formats.time(message.at)}
    </time>
  )
  return (
    <>
      {isFlagged ? (
        <span className="inline-flex items-center gap-1 font-medium text-danger">
          <Flag size={12} aria-hidden="true" />
          {t('sessions.thread.watchWord')}
        </span>
      ) : null}
      {reaction === null ? null : (
        <span
          role="img"
          aria-label={t('sessions.thread.reaction', { emoji: reaction })}
          title={t('sessions.thread.reaction', { emoji: reaction })}
          className="inline-grid h-5 min-w-6 place-items-center rounded-full border border-line bg-surface px-1 text-[12.5px] text-text"
        >
          {reaction}
        </span>
      )}
      {isSigned ? (
        author.kind === 'contact' ? (
          time
        ) : (
          <Signed name={nameOf(author, who, t)} time={time} />
        )
      ) : null}
      {isEdited ? (
        <span title={t('sessions.thread.editedAt', { when: formats.moment(editedAt) })}>
          {isSigned ? '· ' : ''}
          {t('sessions.thread.edited')}
        </span>
      ) : null}
    </>
  )
}

/** What can be done with any message: telling somebody where it is, and what the thread's owner adds. */
function MessageTools({ message, onCopyLink, extras }: MessageItemProps) {
  const t = useMessages()
  return (
    <>
      {extras?.tools(message)}
      {onCopyLink === undefined ? null : (
        <IconButton
          size="small"
          label={t('sessions.thread.copyLink')}
          icon={<LinkIcon size={13} aria-hidden="true" />}
          onClick={() => onCopyLink(message.id)}
        />
      )}
    </>
  )
}

const Signed = ({ name, time }: { name: string; time: React.ReactNode }) => (
  <span>
    <bdi>{name}</bdi> · <bdi>{time}</bdi>
  </span>
)

function MessageBody(props: { text: string | null; files: readonly FileView[]; isDeleted?: boolean }) {
  const t = useMessages()
  const { text, files, isDeleted = false } = props
  return (
    <>
      {text === null || isDeleted ? (
        <i className="text-faint">{t(isDeleted ? 'sessions.thread.deleted' : 'sessions.thread.erased')}</i>
      ) : (
        <LinkedText text={text} />
      )}
      {text && files.length > 0 ? <span className="block h-1.5" /> : null}
      <MessageFiles files={files} />
    </>
  )
}

/** What a colleague wrote to the team. `isDated` says the day as well, where no line above does. */
export function NoteItem(props: { note: NoteView; who: ThreadPeople; isDated?: boolean }) {
  const t = useMessages()
  const { note, who, isDated = false } = props
  return (
    <Bubble
      kind="note"
      meta={
        <span>
          {isDated ? null : `${t('ui.note')} · `}
          <bdi>{nameOf(note.author, who, t)}</bdi> · <NoteTime at={note.at} isDated={isDated} />
        </span>
      }
    >
      {note.text === null ? (
        <i className="text-faint">{t('sessions.thread.erased')}</i>
      ) : (
        <MentioningText text={note.text} mentions={note.mentions} who={who} />
      )}
    </Bubble>
  )
}

function NoteTime({ at, isDated }: { at: number; isDated: boolean }) {
  const formats = useFormats()
  const when = useWhen()
  return (
    <time dir="auto" dateTime={new Date(at).toISOString()} title={formats.moment(at)}>
      <bdi>{isDated ? when(at) : formats.time(at)}</bdi>
    </time>
  )
}

/** What can be done about a message that is not sent. */
export type PendingActions = Readonly<{
  onResend(pending: PendingMessage): void
  onDiscard(pending: PendingMessage): void
  /** Takes it back into the composer. */
  onEdit?: ((pending: PendingMessage) => void) | undefined
}>

/** What this person wrote and the server has not shown back: on its way, or why not and what to do. */
export function PendingItem({
  pending,
  actions,
}: {
  pending: PendingMessage
  actions: PendingActions | undefined
}) {
  const t = useMessages()
  const isFailed = pending.state === 'failed'
  return (
    <Bubble
      kind={pending.kind === 'note' ? 'note' : 'out'}
      tick={isFailed ? 'failed' : 'sending'}
      meta={isFailed ? t(reasonKey(pending)) : null}
      actions={isFailed && actions ? <FailedActions pending={pending} actions={actions} /> : null}
    >
      <MessageBody text={pending.text} files={pending.files} />
    </Bubble>
  )
}

function FailedActions({ pending, actions }: { pending: PendingMessage; actions: PendingActions }) {
  const t = useMessages()
  const { onEdit } = actions
  return (
    <span className="inline-flex gap-1">
      <Button size="small" onClick={() => actions.onResend(pending)}>
        {t(pending.error === 'newer_messages' ? 'sessions.thread.sendAnyway' : 'sessions.thread.resend')}
      </Button>
      {onEdit ? (
        <Button size="small" kind="quiet" onClick={() => onEdit(pending)}>
          {t('sessions.thread.edit')}
        </Button>
      ) : null}
      <Button size="small" kind="quiet" onClick={() => actions.onDiscard(pending)}>
        {t('sessions.thread.discard')}
      </Button>
    </span>
  )
}

const reasons = {
  newer_messages: 'sessions.thread.unsent.newer_messages',
  session_ended: 'sessions.thread.unsent.session_ended',
  session_not_yours: 'sessions.thread.unsent.session_not_yours',
  session_taken: 'sessions.thread.unsent.session_taken',
  session_not_taken: 'sessions.thread.unsent.session_not_taken',
  channel_cannot_send: 'sessions.thread.unsent.channel_cannot_send',
  file_already_used: 'sessions.thread.unsent.file_already_used',
  unreachable: 'sessions.thread.unsent.unreachable',
} as const satisfies Record<string, MessageKey>

const reasonKey = ({ error }: PendingMessage): MessageKey =>
  error !== null && Object.hasOwn(reasons, error)
    ? reasons[error as keyof typeof reasons]
    : 'sessions.thread.unsent.other'
