import type { SessionRow } from '@rapport/contract/light'
import { can } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMe, useMessages } from '../app/index.ts'
import { Avatar, channelGlyphOf, RelativeTime, StatePill, useChannelName } from '../ui/index.ts'
import { copyText } from './copy-text.ts'
import { contactName, holderName, SessionDuration } from './session-columns.tsx'

/**
 * Whose session it is and how it stands, and the way to its conversation. Looking takes nothing; answering is done
 * where the conversation is. `tools` stand at the end of the first line: open, close.
 */
export function SessionHeader({ row, tools, lead }: { row: SessionRow; tools: ReactNode; lead?: ReactNode }) {
  const t = useMessages()
  const name = contactName(row, t)
  const { session } = row
  return (
    <header className="grid grid-cols-1 gap-2 border-b-0 px-4 pt-3 pb-2.5">
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
          <h2 className="truncate text-large font-bold">
            <bdi>{name}</bdi>
          </h2>
          <Origin row={row} />
        </div>
        <StatePill state={session.state} />
        <span className="-me-1.5 flex">{tools}</span>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <ConversationLink row={row} />
        <span className="ms-auto text-small text-muted">
          <RelativeTime at={session.startedAt} /> · <SessionDuration row={row} />
        </span>
      </div>
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

/** Reply where somebody waits for one, the conversation in any case. */
function ConversationLink({ row: { session } }: { row: SessionRow }) {
  const t = useMessages()
  const { role } = useMe()
  const mayReply = can(role, 'sessions.answer') && session.state !== 'ended'
  return (
    <Link
      to="/inbox/{-$list}/{-$conversationId}"
      params={{
        list: session.state === 'ended' ? 'ended' : 'active',
        conversationId: session.conversationId,
      }}
      className={
        mayReply
          ? 'inline-flex h-7.5 items-center rounded-control bg-accent px-2.75 font-medium text-accent-text hover:bg-accent-strong'
          : 'inline-flex h-7.5 items-center rounded-control border border-line bg-surface px-2.75 font-medium hover:bg-hover'
      }
    >
      {t(mayReply ? 'sessions.action.reply' : 'sessions.action.goToConversation')}
    </Link>
  )
}
