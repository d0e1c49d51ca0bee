import {
  type AgentId,
  type Answers,
  agent,
  agentOf,
  asId,
  type Criterion,
  criteriaOf,
  decideReview,
  evolve,
  type Instant,
  instant,
  later,
  type MessageId,
  type ReviewId,
  type SessionId,
  scoreOf,
} from '@rapport/domain'
import type { History } from '../sessions/index.ts'
import { demoRemarks, demoResponses, demoScorecard, demoVerdicts } from './demo-quality.ts'
import { createRandom, type Random } from './random.ts'

/** What the agent said of a review, and what was answered. */
type Response = Readonly<{
  response: 'none' | 'acknowledged' | 'disputed' | 'upheld'
  responseText: string | null
  respondedAt: Instant | null
  answerText: string | null
  answeredBy: AgentId | null
  answeredAt: Instant | null
}>

/** A review as it stands at the demo's end; a draft has no moment at which it was given. */
export type PlannedReview = Response &
  Readonly<{
    id: ReviewId
    sessionId: SessionId
    agentId: AgentId
    reviewerId: AgentId
    answers: Answers
    comment: string
    score: number | null
    createdAt: Instant
    submittedAt: Instant | null
  }>

type Plan = Readonly<{ reviewers: readonly [AgentId, AgentId]; now: number; seed: number }>

const [hour, day] = [3_600_000, 24 * 3_600_000]
/** Sessions that are reviewed; every fifth by both reviewers, so that they can be compared. */
const [reviewedCount, bothEvery] = [26, 5]
const window = { from: 56 * day, until: day }

/**
 * What two reviewers made of eight weeks of sessions. Answers the histories with each given review in the log of its
 * session, as the domain decides it, and the reviews themselves. The stories stay the same: the chance is its own.
 */
export function planReviews(
  histories: readonly History[],
  { reviewers, now, seed }: Plan,
): Readonly<{ histories: readonly History[]; reviews: readonly PlannedReview[] }> {
  const random = createRandom(seed)
  const chosen = choose(histories, now)
  const reviews: PlannedReview[] = []
  const reviewed = new Map<SessionId, History>()
  for (const [i, history] of chosen.entries()) {
    const both = i % bothEvery === 2
    const isDraft = i === chosen.length - 1
    const place = { random, now, nth: i, of: chosen.length }
    let told = history
    for (const reviewerId of both && !isDraft ? reviewers : reviewers.slice(0, 1)) {
      const first = reviews.find(({ sessionId }) => sessionId === history.session.id)?.answers ?? null
      const review = planReview(told, reviewerId, { ...place, isDraft, first })
      reviews.push(review)
      told = withReview(told, review, reviews)
    }
    reviewed.set(history.session.id, told)
  }
  return { histories: histories.map((one) => reviewed.get(one.session.id) ?? one), reviews }
}

/** Evenly over the weeks, of those in which an agent has written. */
function choose(histories: readonly History[], now: number): readonly History[] {
  const open = histories.filter(({ session, bodies }) => {
    const holder = agentOf(session)
    if (session.state !== 'ended' || holder === null) return false
    if (session.since < now - window.from || session.since > now - window.until) return false
    return bodies.some(({ author, kind }) => kind === 'message' && isOf(author, holder))
  })
  const sorted = open.toSorted((a, b) => a.session.since - b.session.since)
  const count = Math.min(reviewedCount, sorted.length)
  return Array.from(
    { length: count },
    (_, i) => sorted[Math.floor((i * (sorted.length - 1)) / Math.max(1, count - 1))],
  ).filter((one) => one !== undefined)
}

const isOf = (author: Readonly<{ kind: string; id?: string | null }>, id: AgentId): boolean =>
  author.kind === 'agent' && author.id === id

type Place = Readonly<{
  random: Random
  now: number
  nth: number
  of: number
  isDraft: boolean
  /** What the other reviewer made of it before, if they did. */
  first: Answers | null
}>

function planReview({ session, bodies }: History, reviewerId: AgentId, place: Place): PlannedReview {
  const { random, now, nth, of, isDraft, first } = place
  const agentId = agentOf(session)
  if (agentId === null) throw new Error('A review of nobody’s work is planned')
  const said = bodies.flatMap(({ id, author, kind }) =>
    kind === 'message' && isOf(author, agentId) ? [id as MessageId] : [],
  )
  const createdAt = instant(Math.min(session.since + random.between(6, 60) * hour, now - 2 * hour))
  const submittedAt = instant(createdAt + random.between(4, 20) * 60_000)
  const disputed = isDraft || first !== null ? undefined : disputedAt(nth, of)
  const judged = { isDraft, isPoor: nth % 7 === 3, first, fault: disputed?.criterion }
  const answers = judge(random, said, judged)
  const { score } = scoreOf(demoScorecard.definition, answers)
  const respond = { random, at: submittedAt, now, reviewerId }
  return {
    id: asId<ReviewId>(random.id(createdAt)),
    ...{ sessionId: session.id, agentId, reviewerId, answers, score, createdAt },
    comment: score === null ? '' : verdictOn(random, score),
    submittedAt: isDraft ? null : submittedAt,
    ...(disputed ? dispute(respond, disputed) : isDraft ? silent : acknowledge(respond)),
  }
}

type Dispute = (typeof demoResponses.disputed)[number]

/** One dispute of half the time ago was answered, one of late waits. */
function disputedAt(nth: number, of: number): Dispute | undefined {
  const [answered, waiting] = demoResponses.disputed
  if (nth === of - 3) return waiting
  return nth === Math.floor(of / 2) ? answered : undefined
}

type Judging = Readonly<{
  isDraft: boolean
  isPoor: boolean
  first: Answers | null
  /** The criterion that got nothing, whatever else was good. */
  fault: string | undefined
}>

/** Each criterion, with a remark now and then and the message that shows it; a draft lacks the last of them. */
function judge(
  random: Random,
  said: readonly MessageId[],
  { isDraft, isPoor, first, fault }: Judging,
): Answers {
  const criteria = criteriaOf(demoScorecard.definition)
  const judged = isDraft ? criteria.slice(0, -2) : criteria
  return Object.fromEntries(
    judged.map((criterion) => {
      const known = first?.[criterion.id]?.value
      const drawn =
        known === undefined ? drawValue(random, criterion, isPoor) : differ(random, criterion, known)
      const value = criterion.id === fault ? 0 : drawn
      const comment = remarkOn(random, criterion, value)
      const evidence = comment === '' ? [] : [random.pick(said)]
      return [criterion.id, { value, comment, evidence }]
    }),
  )
}

function remarkOn(random: Random, { id, scale }: Criterion, value: number | null): string {
  const { good, poor } = demoRemarks[id] ?? { good: '', poor: '' }
  if (value === null) return ''
  if (value < (scale.kind === 'points' ? 4 : 1)) return poor
  return random.chance(0.2) ? good : ''
}

/** Another's judgement of the same: a point more or less, now and then. */
function differ(random: Random, { scale }: Criterion, value: number | null): number | null {
  if (value === null || scale.kind === 'yes_no') return value
  return Math.max(1, Math.min(scale.max, value + random.pick([-1, -1, 0, 0, 0, 1])))
}

/** How likely a poor talk and a good one meet what is judged by yes and no. */
const meeting = { critical: { poor: 0.85, good: 1 }, usual: { poor: 0.4, good: 0.85 } } as const

function drawValue(random: Random, { scale, mayBeNa, isCritical }: Criterion, isPoor: boolean) {
  const talk = isPoor ? 'poor' : 'good'
  if (mayBeNa && random.chance(0.15)) return null
  if (scale.kind === 'yes_no') return random.chance(meeting[isCritical ? 'critical' : 'usual'][talk]) ? 1 : 0
  return Math.min(scale.max, isPoor ? random.between(1, 4) : random.between(3, 6))
}

function verdictOn(random: Random, score: number): string {
  return random.pick(demoVerdicts.find(({ from }) => score >= from)?.texts ?? [''])
}

const silent: Response = {
  ...{ response: 'none', responseText: null, respondedAt: null },
  ...{ answerText: null, answeredBy: null, answeredAt: null },
}

type Respond = Readonly<{ random: Random; at: Instant; now: number; reviewerId: AgentId }>

function acknowledge({ random, at, now }: Respond): Response {
  const respondedAt = instant(at + random.between(3, 30) * hour)
  if (respondedAt > now || random.chance(0.4)) return silent
  const text = random.pick(demoResponses.acknowledged)
  return { ...silent, response: 'acknowledged', responseText: text || null, respondedAt }
}

/** A dispute that waits, or was answered by whoever gave the review. */
function dispute({ at, now, reviewerId }: Respond, { text, answer }: Dispute): Response {
  const respondedAt = instant(Math.min(at + 5 * hour, now - hour))
  const said = { responseText: text, respondedAt }
  if (answer === null) return { ...silent, response: 'disputed', ...said }
  const answeredAt = instant(Math.min(respondedAt + 20 * hour, now - hour))
  return { response: 'upheld', ...said, answerText: answer, answeredBy: reviewerId, answeredAt }
}

/** The history with a review given in it. */
function withReview(history: History, review: PlannedReview, known: readonly PlannedReview[]): History {
  const { id, sessionId, score, submittedAt, reviewerId } = review
  if (score === null || submittedAt === null) return history
  const others = known.flatMap((one) =>
    one.sessionId === sessionId && one.id !== id && one.score !== null ? [one.score] : [],
  )
  const decided = decideReview(history.session, { reviewId: id, score, others }, agent(reviewerId))
  if (!decided.accepted) throw new Error(`A review is planned that could not be given: ${decided.refusal}`)
  let { session } = history
  const recorded = [...history.recorded]
  const at = later(submittedAt, recorded.at(-1)?.at ?? submittedAt)
  for (const event of decided.events) {
    const happened = { version: session.version + 1, at, event }
    session = evolve(session, happened)
    recorded.push(happened)
  }
  return { ...history, session, recorded }
}
