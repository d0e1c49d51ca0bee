import type { Session } from '@rapport/domain'
import { useState } from 'react'
import { type Translate, useMessages } from '../../app/index.ts'
import { SessionDivider, SystemLine, TypingBubble, useFormats, useNow } from '../../ui/index.ts'
import { describeEvent } from './describe-event.ts'
import { nameOf, type ThreadPeople } from './people.ts'
import type { ThreadEvent, ThreadItem } from './thread-items.ts'

/** Where a session begins: its number, its day, and whether it is over. */
export function SessionLine({ session, isHighlighted }: { session: Session; isHighlighted: boolean }) {
  const t = useMessages()
  const when = useWhen(session.startedAt)
  const key = session.state === 'ended' ? 'sessions.thread.sessionEnded' : 'sessions.thread.session'
  return (
    <SessionDivider isHighlighted={isHighlighted}>{t(key, { number: session.number, when })}</SessionDivider>
  )
}

function useWhen(at: number): string {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(60_000)
  const time = formats.time(at)
  if (formats.isSameDay(at, now)) return t('sessions.thread.today', { time })
  if (formats.isSameDay(at, now - 86_400_000)) return t('sessions.thread.yesterday', { time })
  return formats.day(at, now)
}

const shownMax = 2

/** What happened between two messages, in one line; more than two things are counted until asked for. */
export function EventsLine({ events, who }: { events: readonly ThreadEvent[]; who: ThreadPeople }) {
  const t = useMessages()
  const formats = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  if (events.length <= shownMax) {
    return (
      <SystemLine>
        <span title={formats.moment(events.at(-1)?.recorded.at ?? 0)}>
          {events.map((event) => describeEvent(event, who, t)).join(' · ')}
        </span>
      </SystemLine>
    )
  }
  return (
    <SystemLine>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="min-h-6 rounded-small px-1.5 underline-offset-2 hover:bg-hover hover:underline"
      >
        {t('sessions.thread.events', { n: events.length })}
      </button>
      {isOpen ? (
        <span className="mt-1 grid gap-0.5">
          {events.map((event) => (
            <span key={event.recorded.version}>
              {formats.time(event.recorded.at)} · {describeEvent(event, who, t)}
            </span>
          ))}
        </span>
      ) : null}
    </SystemLine>
  )
}

/** The contact is writing. */
export function TypingLine({
  item,
  who,
}: {
  item: Extract<ThreadItem, { kind: 'typing' }>
  who: ThreadPeople
}) {
  const t = useMessages()
  return <TypingBubble label={t('sessions.thread.typing', { name: nameOf(item.actor, who, t) })} />
}

/** What is said aloud when a line arrives; empty for what is none of the listener's news. */
export function announce(item: ThreadItem | undefined, who: ThreadPeople, t: Translate): string {
  if (
    item?.kind === 'message' &&
    !(item.message.author.kind === 'agent' && item.message.author.id === who.meId)
  ) {
    const text = item.message.text || t('sessions.thread.sentFile')
    return t('sessions.thread.said', { name: nameOf(item.message.author, who, t), text })
  }
  if (item?.kind === 'events') return item.events.map((event) => describeEvent(event, who, t)).join('. ')
  return ''
}
