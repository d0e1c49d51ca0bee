import { asId, type ContactId, type ConversationId, type SessionId } from '@rapport/domain'
import { type Cast, type Colleague, composeSession, type Stage, type Step } from './compose-session.ts'
import type { DemoInbox, TeamKey } from './demo-people.ts'
import { chooseInbox, chooseLanguage, inventContact } from './invent-contact.ts'
import type { Random } from './random.ts'
import { byHour, patienceAt } from './shop-hours.ts'
import { lengthMs } from './tell-session.ts'

/** A session to be told: which, from when, and what happens. */
export type PlannedSession = Readonly<{
  id: SessionId
  stage: Stage
  startAt: number
  steps: readonly Step[]
}>

/** A contact's thread with one inbox of the demo, its sessions oldest first. */
export type PlannedConversation = Readonly<{
  id: ConversationId
  inbox: DemoInbox
  contact: Readonly<{
    id: ContactId
    name: string | null
    email: string | null
    locale: string
    externalId: string
  }>
  sessions: readonly PlannedSession[]
}>

/** What a plan needs to know of the workspace it is for. */
export type Staff = Readonly<{
  agentsOf(inbox: DemoInbox): readonly [Colleague, ...Colleague[]]
  teamIds: Cast['teamIds'] & Readonly<Record<TeamKey, unknown>>
}>

/** How much there is of everything. Every live state, and talks that went quiet, are shown `liveOfEach` times. */
export type Extent = Readonly<{ sessions: number; days: number; liveOfEach: number }>

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** Between two sessions of a conversation; longer than any session lasts. */
const restMs = 2 * day

type Plan = Readonly<{ random: Random; staff: Staff; now: number; extent: Extent }>

/** Who wrote when, and what came of it: from one seed and one moment always the same. */
export function planConversations(plan: Plan): readonly PlannedConversation[] {
  const conversations: PlannedConversation[] = []
  let planned = 0
  const add = (conversation: PlannedConversation) => {
    conversations.push(conversation)
    planned += conversation.sessions.length
  }
  for (const live of liveSessions(plan))
    add(planConversation(plan, live, plan.random.chance(0.4) ? plan.random.between(1, 3) : 0))
  while (planned < plan.extent.sessions) {
    const count = plan.random.weighted([
      [1, 60],
      [2, 22],
      [3, 11],
      [4, 5],
      [6, 2],
    ])
    add(planConversation(plan, null, Math.min(count, plan.extent.sessions - planned)))
  }
  return conversations
}

type Live = Readonly<{ stage: Stage; idleMs: number }>

/** Sessions that go on while one looks, and some that everybody has forgotten. */
function liveSessions({ random, extent }: Plan): readonly Live[] {
  const stages = [
    ['bot', 9],
    ['unassigned', 35],
    ['assigned', 22],
    ['on_hold', 30],
    ['wrap_up', 4],
  ] as const
  const each = Array.from({ length: extent.liveOfEach })
  const idle = (most: number) => random.between(25_000, most * minute)
  const forgotten = () => ({
    stage: random.weighted<Stage>([
      ['assigned', 6],
      ['unassigned', 3],
      ['bot', 2],
    ]),
    idleMs: random.between(8 * 24, 45 * 24) * hour,
  })
  return [
    ...stages.flatMap(([stage, most]) => each.map((): Live => ({ stage, idleMs: idle(most) }))),
    ...each.map(forgotten),
  ]
}

function planConversation(plan: Plan, live: Live | null, endedCount: number): PlannedConversation {
  const { random, now, extent } = plan
  const inbox = chooseInbox(random, live?.stage ?? 'ended')
  const language = chooseLanguage(random, inbox)
  const person = inventContact(random, language, inbox)
  const cast = (at: number): Cast => ({
    ...plan.staff,
    random,
    language,
    startsWithBot: inbox.startsIn === 'bot',
    contactName: person.givenName,
    agents: plan.staff.agentsOf(inbox),
    patience: patienceAt(at),
  })

  const liveSteps = live && composeSession(cast(now), live.stage)
  const liveStart = live && liveSteps ? now - live.idleMs - lengthMs(liveSteps) : null
  const latest = liveStart === null ? now - 3 * minute : liveStart - restMs
  const starts = chooseStarts(random, endedCount, { now, latest, days: extent.days })
  const ended = starts.map((startAt): PlannedSession => {
    const steps = composeSession(cast(startAt), 'ended')
    const fitting = Math.min(startAt, now - lengthMs(steps) - 2 * minute)
    return { id: asId(random.id(fitting)), stage: 'ended', startAt: fitting, steps }
  })
  const last: PlannedSession[] =
    live && liveSteps && liveStart !== null
      ? [{ id: asId(random.id(liveStart)), stage: live.stage, startAt: liveStart, steps: liveSteps }]
      : []
  const sessions = [...ended, ...last]
  const since = sessions[0]?.startAt ?? now
  const { givenName: _spoken, ...contact } = person
  return { id: asId(random.id(since)), inbox, contact: { ...contact, id: asId(random.id(since)) }, sessions }
}

type Span = Readonly<{ now: number; latest: number; days: number }>

/** When a contact wrote, earliest first and well apart; fewer times than asked for when the span is too short. */
function chooseStarts(random: Random, count: number, span: Span): readonly number[] {
  const first = span.now - span.days * day
  if (span.latest <= first) return []
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const starts = Array.from({ length: count }, () => chooseMoment(random, span)).sort((a, b) => a - b)
    if (starts.every((start, i) => i === 0 || start - (starts[i - 1] ?? 0) >= restMs)) return starts
  }
  return [chooseMoment(random, span)]
}

function chooseMoment(random: Random, { now, latest, days }: Span): number {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const date = new Date(now - random.between(0, days - 1) * day)
    const isQuiet = date.getUTCDay() === 0 || date.getUTCDay() === 6
    if (isQuiet && random.chance(0.45)) continue
    const atHour = random.weighted(byHour.map((weight, index) => [index, weight] as const))
    const at = date.setUTCHours(atHour, 0, 0, 0) + random.between(0, hour - 1)
    if (at <= latest && at > now - days * day) return at
  }
  return latest - random.between(0, day)
}
