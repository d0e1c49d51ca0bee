import type { SessionRow } from '@rapport/contract/light'
import type { Session } from '@rapport/domain'
import { ArrowRight, Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMay, useMessages } from '../app/index.ts'
import { Avatar, channelGlyphOf, StatePill, useChannelName, useFormats } from '../ui/index.ts'
import { BannedBadge } from './actions/banned-badge.tsx'
import { copyText } from './copy-text.ts'
import { PriorityPicker } from './marks/priority-picker.tsx'
import { TagsEditor } from './marks/tags-editor.tsx'
import { useMarks } from './marks/use-marks.ts'
import { useTags } from './marks/use-tags.ts'
import type { SessionRecord } from './merge-record.ts'
import { Participants, useParticipants } from './participants.tsx'
import { contactName, FlagMark, holderName, SessionDuration } from './session-columns.tsx'
import { useWhen } from './use-when.ts'

/** What the head of a session takes. */
export type SessionHeaderProps = Readonly<{
  record: SessionRecord
  /** At the end of the first line: open, close. */
  tools: ReactNode
  /** Before the name: the way back. */
  lead?: ReactNode
  /** What can be done with the session, on a line of its own. */
  actions?: ReactNode
}>

/** Whose session it is, how it stands, when it was, who took part, and how it is marked. Looking takes nothing. */
export function SessionHeader({ record, tools, lead, actions }: SessionHeaderProps) {
  const t = useMessages()
  const { row, session } = record
  const name = contactName(row, t)
  return (
    <header className="grid shrink-0 grid-cols-1 gap-2 px-4 pt-3 pb-2.5">
      <div className="flex items-center gap-2">
        {lead}
        <Avatar
          size="large"
          name={name}
          pictureUrl={row.contact.avatarUrl}
          channel={channelGlyphOf(row.inbox)}
          className="me-1"
        />
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-1.5">
            <h2 className="truncate text-large font-bold">
              <bdi>{name}</bdi>
            </h2>
            <FlagMark session={session} />
          </div>
          <Origin row={row} />
        </div>
        <BannedBadge contactId={session.contactId} isTold={record.isContactBanned} />
        <StatePill state={session.state} />
        <span className="-me-1.5 flex">{tools}</span>
      </div>
      <div className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
        <Span row={row} session={session} />
        <span className="ms-auto">
          <Participants people={useParticipants(session, record.content, row)} />
        </span>
      </div>
      <Marks session={session} />
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}

/** The number, to be copied, then where it came in and who answers. */
function Origin({ row }: { row: SessionRow }) {
  const t = useMessages()
  const channel = useChannelName()(row.inbox)
  const number = t('sessions.panel.number', { number: row.session.number })
  const holder = holderName(row)
  return (
    <p className="flex min-w-0 items-center gap-1 text-small text-muted">
      <button
        type="button"
        title={t('sessions.action.copyNumber')}
        aria-label={`${t('sessions.action.copyNumber')} ${number}`}
        onClick={() => copyText(number, t)}
        className="group/copy inline-flex min-h-6 shrink-0 items-center gap-1 rounded-small hover:text-text"
      >
        {number}
        <Copy size={11} aria-hidden="true" className="opacity-60 group-hover/copy:opacity-100" />
      </button>
      <span title={row.inbox.name} className="truncate">
        · <bdi>{channel}</bdi>
        {holder === null ? null : (
          <>
            {' '}
            · <bdi>{holder}</bdi>
          </>
        )}
      </span>
    </p>
  )
}

/** From when to when, and how long that is; a running session's end is still to come. */
function Span({ row, session }: { row: SessionRow; session: Session }) {
  const formats = useFormats()
  const when = useWhen()
  const hasEnded = session.state === 'ended'
  const isOneDay = hasEnded && formats.isSameDay(session.startedAt, session.since)
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1 text-small text-muted">
      <Moment at={session.startedAt} words={when(session.startedAt)} />
      {hasEnded ? (
        <>
          <ArrowRight size={12} aria-hidden="true" className="text-faint rtl:-scale-x-100" />
          <Moment at={session.since} words={isOneDay ? formats.time(session.since) : when(session.since)} />
        </>
      ) : null}
      <span aria-hidden="true">·</span>
      <SessionDuration row={{ ...row, session }} />
    </span>
  )
}

function Moment({ at, words }: { at: number; words: string }) {
  const formats = useFormats()
  return (
    <time dateTime={new Date(at).toISOString()} title={formats.moment(at)}>
      <bdi>{words}</bdi>
    </time>
  )
}

/** Priority and tags, changed here by who answers sessions; ended ones too, for what was learned later belongs to them. */
function Marks({ session }: { session: Session }) {
  const marks = useMarks(session.id)
  const { sessionTags } = useTags()
  const isReadOnly = !useMay('sessions.answer')
  return (
    <div className="flex min-h-6 items-start gap-1.5">
      <PriorityPicker
        priority={session.priority}
        onChange={(priority) => void marks.setPriority(priority)}
        isReadOnly={isReadOnly}
        hasShortcut
      />
      <TagsEditor
        tagIds={session.tagIds}
        tags={sessionTags}
        onChange={(change) => void marks.changeTags(change)}
        isReadOnly={isReadOnly}
        hasShortcut
      />
    </div>
  )
}
