import { asId, type ContactId, type ConversationId } from '@rapport/domain'
import { type Cast, type Colleague, composeSession, type Stage, type Step } from './compose-session.ts'
import type { DemoInbox } from './demo-people.ts'
import { chooseInbox, chooseLanguage, inventContact, type Person } from './invent-contact.ts'
import type { Language } from './languages/index.ts'
import type { PlannedSession } from './plan-conversations.ts'
import { planDays } from './plan-days.ts'
import type { Random } from './random.ts'
import { patienceAt } from './shop-hours.ts'
import { lengthMs } from './tell-session.ts'

/** How much of it there is: how many sessions, over how many days, how many of them still live, how long on average. */
export type HistoryExtent = Readonly<{ sessions: number; days: number; live: number; messages: number }>

/** Somebody at one of the doors. */
type Guest = Readonly<{ inbox: DemoInbox; language: Language; person: Person }>

/** A contact's thread with one inbox, as long as it is remembered. */
export type HistoryThread = Guest & Readonly<{ id: ConversationId; contactId: ContactId }>

/** One session in the order they began; `isNew` where its contact writes for the first time. */
export type Visit = Readonly<{ thread: HistoryThread; isNew: boolean; session: PlannedSession }>

/** What a history is made of: chance, whoever works at each door, and how much of it there is to be, up to `now`. */
export type HistoryPlan = Readonly<{
  random: Random
  agentsOf(inbox: DemoInbox): readonly [Colleague, ...Colleague[]]
  teamIds: Cast['teamIds']
  now: number
  extent: HistoryExtent
}>

const minute = 60_000
const day = 24 * 60 * minute
/** Between two sessions of a conversation; longer than any session lasts. */
const restMs = 2 * day
/** How many threads are remembered, from which contacts come back: what bounds memory, whatever the extent. */
const threadsMax = 20_000
const quietMs = 2 * minute

/**
 * Years of sessions in the order they began, one after another and never all at once: what is held are the live ones
 * and the threads that may go on. From one seed and one moment always the same.
 */
export function* planHistory(plan: HistoryPlan): Generator<Visit> {
  const { random, now, extent } = plan
  const length = createLength(random, extent.messages)
  const live = planLive(plan, length)
  const threads = createThreads(random)
  const count = extent.sessions - live.length
  for (const starts of planDays(random, { until: now - 10 * minute, days: extent.days, count })) {
    for (const startAt of starts) {
      while (live[0] !== undefined && live[0].session.startAt <= startAt) yield live.shift() as Visit
      yield planEnded(plan, threads, length, startAt)
    }
  }
  yield* live
}

type Length = ReturnType<typeof createLength>

/** Draws how long sessions are, so that their average comes out as asked: what one lacks the next ones have more. */
function createLength(random: Random, average: number) {
  let owed = 0
  return {
    draw(): number {
      // Most are short and a few are long.
      const drawn = average * (0.3 - 0.7 * Math.log(1 - random.next() * 0.999))
      const around = Math.max(-average, Math.min(average, owed / 50))
      return Math.max(1, Math.round(drawn + around) - 3)
    },
    told(steps: readonly Step[]): void {
      owed += average - steps.reduce((count, step) => (step.do === 'say' ? count + 1 : count), 0)
    },
  }
}

const stages: readonly (readonly [Stage, number])[] = [
  ['assigned', 45],
  ['unassigned', 25],
  ['on_hold', 15],
  ['bot', 10],
  ['wrap_up', 5],
]

/** Sessions that go on while one looks, one in six of them forgotten by everybody; by their beginnings. */
function planLive(plan: HistoryPlan, length: Length): Visit[] {
  const { random, now, extent } = plan
  const visits = Array.from({ length: extent.live }, (): Visit => {
    const isForgotten = random.chance(1 / 6)
    const stage = isForgotten ? random.pick(['assigned', 'unassigned'] as const) : random.weighted(stages)
    const most = Math.min(extent.days / 2, isForgotten ? 45 : 2) * day
    const idleMs = random.between(isForgotten ? Math.min(8 * day, most) : minute, most)
    const guest = inventGuest(random, stage)
    const steps = compose(plan, guest, { stage, startAt: now - idleMs, lines: length.draw() })
    length.told(steps)
    const startAt = now - idleMs - lengthMs(steps)
    const thread = beginThread(random, guest, startAt)
    return { thread, isNew: true, session: { id: asId(random.id(startAt)), stage, startAt, steps } }
  })
  return visits.sort((a, b) => a.session.startAt - b.session.startAt)
}

function planEnded(plan: HistoryPlan, threads: Threads, length: Length, startAt: number): Visit {
  const { random, now } = plan
  const known = threads.find(startAt)
  const thread = known ?? beginThread(random, inventGuest(random, 'ended'), startAt)
  const composed = compose(plan, thread, { stage: 'ended', startAt, lines: length.draw() })
  length.told(composed)
  const steps = hurry(composed, now - quietMs - startAt)
  threads.keep(thread, startAt + lengthMs(steps) + restMs)
  return {
    thread,
    isNew: known === null,
    session: { id: asId(random.id(startAt)), stage: 'ended', startAt, steps },
  }
}

type Scene = Readonly<{ stage: Stage; startAt: number; lines: number }>

const compose = (plan: HistoryPlan, { inbox, language, person }: Guest, scene: Scene) =>
  composeSession(
    {
      random: plan.random,
      language,
      startsWithBot: inbox.startsIn === 'bot',
      contactName: person.givenName,
      agents: plan.agentsOf(inbox),
      teamIds: plan.teamIds,
      patience: patienceAt(scene.startAt),
      lines: scene.lines,
    },
    scene.stage,
  )

/** Whoever wrote just now was answered quickly: a session that is over did not end in the future. */
function hurry(steps: readonly Step[], mostMs: number): readonly Step[] {
  const length = lengthMs(steps)
  if (length <= mostMs) return steps
  return steps.map((step) => ({ ...step, waitMs: Math.floor((step.waitMs * mostMs) / length) }))
}

function inventGuest(random: Random, stage: Stage): Guest {
  const inbox = chooseInbox(random, stage)
  const language = chooseLanguage(random, inbox)
  return { inbox, language, person: inventContact(random, language, inbox) }
}

const beginThread = (random: Random, guest: Guest, at: number): HistoryThread => ({
  ...guest,
  id: asId(random.id(at)),
  contactId: asId(random.id(at)),
})

type Threads = ReturnType<typeof createThreads>

/** Threads that may go on, each not before its rest is over. */
function createThreads(random: Random) {
  const kept: Readonly<{ thread: HistoryThread; freeAt: number }>[] = []
  return {
    /** Somebody who comes back at this moment, for two sessions of five; they are kept again when it is told. */
    find(at: number): HistoryThread | null {
      if (kept.length === 0 || !random.chance(0.4)) return null
      const place = random.between(0, kept.length - 1)
      const found = kept[place]
      if (found === undefined || found.freeAt > at) return null
      const last = kept.pop()
      if (last !== undefined && place < kept.length) kept[place] = last
      return found.thread
    },
    keep(thread: HistoryThread, freeAt: number): void {
      if (kept.length < threadsMax) kept.push({ thread, freeAt })
      else kept[random.between(0, threadsMax - 1)] = { thread, freeAt }
    },
  }
}
