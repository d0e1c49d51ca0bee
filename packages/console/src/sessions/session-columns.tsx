import type { SessionRow } from '@rapport/contract/light'
import { durationMs, instant } from '@rapport/domain'
import { Flag } from 'lucide-react'
import { type Translate, useMessages } from '../app/index.ts'
import { Avatar, CountBadge, channelGlyphOf, classNames, Duration, useUiLocale } from '../ui/index.ts'

/** The name a list shows for a contact who may have none. */
export const contactName = ({ contact }: SessionRow, t: Translate): string =>
  contact.name ?? t('sessions.contact.unnamed')

/** Who answers in the session: its agent, or the bot that hosts it. */
export const holderName = ({ session, agentName, botName }: SessionRow): string | null =>
  session.state === 'bot' ? botName : agentName

/** The name with the channel's glyph; heavier, and with a count, while there is something nobody has read. */
export function ContactCell({ row }: { row: SessionRow }) {
  const t = useMessages()
  const name = contactName(row, t)
  // What a bot is answering, nobody has to read; what has ended, nobody has to answer.
  const isUnread = row.unread > 0 && row.session.state !== 'ended' && row.session.state !== 'bot'
  return (
    <span className="flex min-w-0 items-center gap-2.25">
      <Avatar name={name} pictureUrl={row.contact.avatarUrl} channel={channelGlyphOf(row.inbox)} />
      <bdi className={isUnread ? 'truncate font-bold' : 'truncate font-strong'}>{name}</bdi>
      {isUnread ? <CountBadge count={row.unread} /> : null}
      <FlagMark session={row.session} />
    </span>
  )
}

/** Beside a name: that watch-words were found in the session, and how many times. Nothing for most. */
export function FlagMark({ session: { counters } }: { session: SessionRow['session'] }) {
  const t = useMessages()
  if (counters.watchHits === 0) return null
  const text = t('sessions.flagged', { n: counters.watchHits })
  return (
    <span role="img" aria-label={text} data-tooltip={text} className="shrink-0 text-danger">
      <Flag size={13} aria-hidden="true" />
    </span>
  )
}

/** How long a session took, or has taken so far, ticking. */
export function SessionDuration({ row: { session } }: { row: SessionRow }) {
  return session.state === 'ended' ? (
    <Duration milliseconds={durationMs(session, instant(0))} />
  ) : (
    <Duration since={session.startedAt} />
  )
}

/** Somebody's words in a line too short for them: cut at their end in either direction, and in line with the column. */
export function ClippedText({ text, className }: { text: string; className?: string }) {
  const { direction } = useUiLocale()
  const side = direction === 'rtl' ? 'text-right' : 'text-left'
  return (
    <span dir="auto" title={text} className={classNames('block truncate', side, className)}>
      {text}
    </span>
  )
}
