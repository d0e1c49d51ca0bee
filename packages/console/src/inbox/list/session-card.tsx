import type { SessionRow } from '@rapport/contract/light'
import { agentOf, type Session } from '@rapport/domain'
import { Link } from '@tanstack/react-router'
import { type Translate, useMessages } from '../../app/index.ts'
import {
  Avatar,
  CountBadge,
  channelGlyphOf,
  classNames,
  Duration,
  RelativeTime,
  StatePill,
  TagChip,
  useNow,
} from '../../ui/index.ts'
import type { InboxList } from './inbox-list.ts'

/** What a card takes. `onOpen` runs before the address changes, however the card was opened. */
export type SessionCardProps = Readonly<{
  row: SessionRow
  list: InboxList
  meId: string
  isOpen: boolean
  isGone: boolean
  onOpen(row: SessionRow): void
}>

/** One session in a list: who, what last, when, and what needs attention. The whole card is one link. */
export function SessionCard(props: SessionCardProps) {
  const { row, list, isOpen, isGone } = props
  const t = useMessages()
  const { session, contact, inbox, unread } = row
  const name = contact.name ?? t('inbox.visitor')
  // What a bot is answering, nobody has to read; what has ended, nobody has to answer.
  const isUnread = unread > 0 && session.state !== 'ended' && session.state !== 'bot'
  return (
    <Link
      to="/inbox/{-$list}/{-$conversationId}"
      params={{ list: list.id, conversationId: session.conversationId }}
      {...(list.list === 'ended' ? { search: { session: session.id } } : {})}
      data-session={session.id}
      data-open={isOpen || undefined}
      onClick={(event) => {
        if (!event.metaKey && !event.ctrlKey && !event.shiftKey) props.onOpen(row)
      }}
      className={classNames(
        'relative grid grid-cols-[28px_minmax(0,1fr)] gap-x-2.5 border-b border-line py-2.5 ps-3.5 pe-3 -outline-offset-2 hover:bg-hover data-open:bg-selected',
        'before:absolute before:inset-y-0 before:inset-s-0 before:w-0.5 data-open:before:bg-accent',
        isGone && 'opacity-50',
      )}
    >
      <Avatar
        name={name}
        pictureUrl={contact.avatarUrl}
        channel={channelGlyphOf(inbox)}
        size="medium"
        className="self-start"
      />
      <span className="grid min-w-0 gap-0.5">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 flex-1 truncate font-strong text-left [html[dir=rtl]_&]:text-right">
            {name}
          </bdi>
          <RelativeTime at={session.lastActivityAt} className="shrink-0 text-small text-muted" />
        </span>
        <span
          dir="auto"
          className={classNames(
            'truncate text-left [html[dir=rtl]_&]:text-right',
            isUnread ? 'font-strong text-text' : 'text-muted',
          )}
        >
          {previewOf(row, props.meId, t)}
        </span>
        <span className="flex min-h-5 items-center gap-1.5">
          <CardFacts row={row} list={list} meId={props.meId} />
          <span className="flex-1" />
          <Waiting session={session} />
          {isUnread ? <CountBadge count={unread} /> : null}
        </span>
      </span>
    </Link>
  )
}

/** The last words, and whose they are unless they are the contact's. */
function previewOf({ session, preview, agentName, botName }: SessionRow, meId: string, t: Translate): string {
  if (session.lastMessage === null) return t('inbox.noMessages')
  const text = preview === null || preview === '' ? t('inbox.withoutText') : preview
  if (session.lastMessage.from === 'contact') return text
  const isMine = session.lastMessage.from === 'agent' && agentOf(session) === meId
  const from = session.lastMessage.from === 'agent' ? agentName : botName
  const name = isMine ? t('sessions.thread.you') : from
  return name === null ? text : t('inbox.previewBy', { name, text })
}

/** What the list itself does not say already. */
function CardFacts({ row, list, meId }: { row: SessionRow; list: InboxList; meId: string }) {
  const { session, inbox, teamName, agentName } = row
  const isMixed = list.list === 'active'
  const isResting = session.state === 'on_hold' || session.state === 'wrap_up'
  const isOthers = agentName !== null && agentOf(session) !== meId
  return (
    <>
      {isMixed || isResting ? <StatePill state={session.state} /> : null}
      {isOthers && isMixed ? <bdi className="truncate text-small text-muted">{agentName}</bdi> : null}
      {teamName !== null && session.state === 'unassigned' ? <TagChip name={teamName} /> : null}
      {list.inboxId === null && !isMixed ? (
        <bdi className="truncate text-small text-faint">{inbox.name}</bdi>
      ) : null}
    </>
  )
}

const hourMs = 3_600_000

/** How long the contact has waited for a person's answer. */
function Waiting({ session }: { session: Session }) {
  const t = useMessages()
  const now = useNow(60_000)
  const { waitingSince, state } = session
  // A bot answers by itself, and after the talk a last "thank you" waits for nobody.
  if (waitingSince === null || state === 'bot' || state === 'wrap_up' || state === 'ended') return null
  return (
    <span className="shrink-0 text-small text-waiting" title={t('inbox.waitsHint')}>
      {t('inbox.waits')}{' '}
      {now - waitingSince < hourMs ? <Duration since={waitingSince} /> : <RelativeTime at={waitingSince} />}
    </span>
  )
}
