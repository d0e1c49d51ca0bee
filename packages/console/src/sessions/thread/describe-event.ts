import { type Actor, isMark, type RecordedEvent, type TransferTarget } from '@rapport/domain'
import type { Translate } from '../../app/index.ts'
import { formatDuration } from '../../ui/index.ts'
import { describeMark } from './describe-mark.ts'
import { nameInside, type ThreadPeople } from './people.ts'
import type { ThreadEvent } from './thread-items.ts'

/** One event in words, as colleagues read it: "Taken by Wei after 0:31". Empty for what a thread shows otherwise. */
export function describeEvent({ recorded, waitedMs }: ThreadEvent, who: ThreadPeople, t: Translate): string {
  const { event } = recorded
  if (isMark(event)) return event.type === 'note.mentioned' ? '' : describeMark(event, who, t)
  switch (event.type) {
    case 'session.handed_off': {
      const name = nameInside(event.by, who, t)
      return event.reason === null
        ? t('sessions.thread.handedOff', { name })
        : t('sessions.thread.handedOffBecause', { name, reason: event.reason })
    }
    case 'session.assigned':
      return describeAssigned(event, waitedMs, who, t)
    case 'session.released':
      return t('sessions.thread.released', { name: nameInside(event.by, who, t) })
    case 'session.transferred':
      return describeTransferred(event, who, t)
    case 'session.held':
      return t('sessions.thread.held', { name: nameInside(event.by, who, t) })
    case 'session.resumed':
      return t('sessions.thread.resumed', { name: nameInside(event.by, who, t) })
    case 'session.wrap_up_started':
      return t('sessions.thread.wrapUp')
    case 'session.ended':
      return event.by.kind === 'system'
        ? t('sessions.thread.endedAlone', { reason: t(`sessions.endReason.${event.endReason}`) })
        : t('sessions.thread.ended', { name: nameInside(event.by, who, t) })
    case 'session.started':
    case 'message.received':
    case 'message.sent':
    case 'message.accepted':
    case 'message.failed':
    case 'message.unknown':
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
    case 'note.added':
      return ''
  }
}

type Assigned = Extract<RecordedEvent['event'], { type: 'session.assigned' }>

function describeAssigned(
  { agentId }: Assigned,
  waitedMs: number | null,
  who: ThreadPeople,
  t: Translate,
): string {
  const name = nameInside({ kind: 'agent', id: agentId }, who, t)
  return waitedMs === null
    ? t('sessions.thread.taken', { name })
    : t('sessions.thread.takenAfter', { name, time: formatDuration(waitedMs) })
}

function describeTransferred(
  { by, to }: Extract<RecordedEvent['event'], { type: 'session.transferred' }>,
  who: ThreadPeople,
  t: Translate,
): string {
  const name = nameInside(by, who, t)
  return isTakeOver(by, to)
    ? t('sessions.thread.takenOver', { name })
    : t('sessions.thread.transferred', { name, target: targetName(to, who, t) })
}

/** Whether somebody transferred a session to themselves, which people call taking it over. */
export const isTakeOver = (by: Actor, to: TransferTarget): boolean =>
  by.kind === 'agent' && 'agentId' in to && to.agentId === by.id

function targetName(to: TransferTarget, who: ThreadPeople, t: Translate): string {
  if ('agentId' in to) return nameInside({ kind: 'agent', id: to.agentId }, who, t)
  return who.teamNames[to.teamId] ?? t('sessions.thread.unnamed.team')
}
