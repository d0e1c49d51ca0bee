import type { Actor, EndReason, EventOf } from '@rapport/domain'
import type { Translate } from '../app/index.ts'
import type { RoutingStep } from './routing-steps.ts'
import { isTakeOver } from './thread/describe-event.ts'
import { nameInside, type ThreadPeople } from './thread/people.ts'

/** What the wording of a step needs besides the step. */
export type RoutingWords = Readonly<{
  who: ThreadPeople
  t: Translate
  moment(at: number): string
  duration(milliseconds: number): string
}>

/** One step in words, as one colleague tells another: "Taken by Wei after 0:31". */
export function describeRouting({ event, waitedMs }: RoutingStep, words: RoutingWords): string {
  const { t, who } = words
  switch (event.type) {
    case 'session.started':
      return describeStarted(event, words)
    case 'session.handed_off': {
      const name = nameInside(event.by, who, t)
      return event.teamId === null
        ? t('sessions.routing.handedOff', { name })
        : t('sessions.routing.handedOffTo', { name, team: teamName(event.teamId, words) })
    }
    case 'session.assigned':
      return describeAssigned(event, waitedMs, words)
    case 'session.released':
      return t('sessions.routing.released', { name: nameInside(event.by, who, t) })
    case 'session.transferred':
      return t(
        isTakeOver(event.by, event.to) ? 'sessions.routing.takenOver' : 'sessions.routing.transferred',
        {
          name: nameInside(event.by, who, t),
          target:
            'agentId' in event.to ? agentName(event.to.agentId, words) : teamName(event.to.teamId, words),
        },
      )
    case 'session.held': {
      const name = nameInside(event.by, who, t)
      return event.until === null
        ? t('sessions.routing.held', { name })
        : t('sessions.routing.heldUntil', { name, time: words.moment(event.until) })
    }
    case 'session.resumed':
      return t(`sessions.routing.resumed.${event.by.kind}`, { name: nameInside(event.by, who, t) })
    case 'session.wrap_up_started':
      return t('sessions.routing.wrapUp')
    case 'session.ended':
      return describeEnded(event, words)
  }
}

function describeStarted(event: EventOf<'session.started'>, words: RoutingWords): string {
  const { t, who } = words
  if (event.as === 'bot') {
    return t('sessions.routing.startedBot', { name: nameInside({ kind: 'bot', id: event.botId }, who, t) })
  }
  return event.teamId === null
    ? t('sessions.routing.started')
    : t('sessions.routing.startedTeam', { team: teamName(event.teamId, words) })
}

function describeAssigned(
  { agentId, by, how }: EventOf<'session.assigned'>,
  waitedMs: number | null,
  words: RoutingWords,
): string {
  const { t, who } = words
  const name = agentName(agentId, words)
  if (how === 'transfer') {
    return t('sessions.routing.assignedBy', { name, by: nameInside(by, who, t) })
  }
  const said = t(`sessions.routing.assigned.${how}`, { name })
  return waitedMs === null || how === 'import'
    ? said
    : t('sessions.routing.after', { said, time: words.duration(waitedMs) })
}

/** Reasons that say no more than that they themselves ended it. */
const ownReason: Partial<Record<EndReason, Actor['kind']>> = {
  agent_ended: 'agent',
  bot_ended: 'bot',
}

function describeEnded({ by, endReason }: EventOf<'session.ended'>, { t, who }: RoutingWords): string {
  const reason = t(`sessions.endReason.${endReason}`)
  if (by.kind === 'system') return t('sessions.routing.endedAlone', { reason })
  const name = nameInside(by, who, t)
  return ownReason[endReason] === by.kind
    ? t('sessions.routing.ended', { name })
    : t('sessions.routing.endedBecause', { name, reason })
}

const agentName = (id: EventOf<'session.assigned'>['agentId'], { who, t }: RoutingWords) =>
  nameInside({ kind: 'agent', id }, who, t)

const teamName = (id: string, { who, t }: RoutingWords) =>
  who.teamNames[id] ?? t('sessions.thread.unnamed.team')
