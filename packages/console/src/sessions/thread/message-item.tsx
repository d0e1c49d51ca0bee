import type { FileView, MessageView, NoteView } from '@rapport/contract/light'
import type { PendingMessage } from '@rapport/sdk'
import { type MessageKey, useMessages } from '../../app/index.ts'
import { Bubble, Button, type DeliveryTick, useFormats } from '../../ui/index.ts'
import { nameOf, type ThreadPeople } from './describe-event.ts'
import { LinkedText } from './linked-text.tsx'
import { MessageFiles } from './message-files.tsx'

/** One message: the contact's at the start, ours at the end with how far it has come. */
export function MessageItem(props: {
  message: MessageView
  who: ThreadPeople
  isContinued: boolean
  isLast: boolean
  isHighlighted: boolean
}) {
  const { message, who, isContinued, isLast, isHighlighted } = props
  const t = useMessages()
  const formats = useFormats()
  const { author } = message
  const kind = author.kind === 'contact' ? 'in' : author.kind === 'agent' ? 'out' : 'bot'
  const time = (
    <time dateTime={new Date(message.at).toISOString()} title={formats.moment(message.at)}>
      {formats.time(message.at)}
    </time>
  )
  return (
    <Bubble
      id={`message-${message.id}`}
      kind={kind}
      isContinued={isContinued}
      isHighlighted={isHighlighted}
      meta={isLast ? kind === 'in' ? time : <Signed name={nameOf(author, who, t)} time={time} /> : null}
      tick={kind === 'out' && isLast ? tickOf(message) : undefined}
    >
      <MessageBody text={message.text} files={message.files} />
    </Bubble>
  )
}

const Signed = ({ name, time }: { name: string; time: React.ReactNode }) => (
  <span>
    <bdi>{name}</bdi> · <bdi>{time}</bdi>
  </span>
)

function tickOf({ readAt, deliveredAt }: MessageView): DeliveryTick {
  if (readAt !== null) return 'read'
  return deliveredAt === null ? 'sent' : 'delivered'
}

function MessageBody({ text, files }: { text: string | null; files: readonly FileView[] }) {
  const t = useMessages()
  return (
    <>
      {text === null ? (
        <i className="text-faint">{t('sessions.thread.erased')}</i>
      ) : (
        <LinkedText text={text} />
      )}
      {text && files.length > 0 ? <span className="block h-1.5" /> : null}
      <MessageFiles files={files} />
    </>
  )
}

/** What a colleague wrote to the team. */
export function NoteItem({ note, who }: { note: NoteView; who: ThreadPeople }) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <Bubble
      kind="note"
      meta={
        <span>
          {t('ui.note')} · <bdi>{nameOf(note.author, who, t)}</bdi> · <bdi>{formats.time(note.at)}</bdi>
        </span>
      }
    >
      <MessageBody text={note.text} files={[]} />
    </Bubble>
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
