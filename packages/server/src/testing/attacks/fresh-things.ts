import { randomUUID } from 'node:crypto'
import { tagColours } from '@rapport/domain'
import type { Caller, Desk, Things } from './a-desk.ts'
import { criterionKey, type IdKind, type Shape } from './read-shape.ts'

/** How far a session is: `cleared` has ended without anybody having had a part in it. */
export const sessionStates = ['waiting', 'taken', 'ended', 'cleared'] as const
/** How far a review is: begun; given, of the caller's own work; disputed. */
export const reviewStates = ['draft', 'given', 'disputed'] as const

/** One way in which an operation is tried. */
export type Attempt = Readonly<{
  shape: Shape
  session: (typeof sessionStates)[number]
  review: (typeof reviewStates)[number] | 'none'
  isLean: boolean
}>

const kindsOfSessions: readonly (IdKind | null)[] = ['session', 'conversation', 'message']

/** Whether an input names a session, or what is within one. */
export const needsSession = (shape: Shape): boolean => hasKind(shape, kindsOfSessions)

/** Whether an input has a place for an id of these kinds. */
export function hasKind(shape: Shape, kinds: readonly (IdKind | null)[]): boolean {
  if (shape.type === 'scalar') return kinds.includes(shape.id)
  if (shape.type === 'list') return hasKind(shape.item, kinds)
  return Object.values(shape.fields).some((field) => hasKind(field.shape, kinds))
}

/** What a caller has, with that fresh which the operation would use up. */
export async function freshThings(desk: Desk, caller: Caller, attempt: Attempt): Promise<Things> {
  const { shape, review } = attempt
  const { token, name } = caller
  const isInvited = hasKind(shape, ['invitation']) || hasField(shape, 'token')
  let things = isInvited ? { ...caller.own, ...(await desk.anInvitation()) } : caller.own
  if (name === 'visitor' || token === null) return things
  if (review !== 'none') return { ...things, ...(await aReview(desk, caller, review)) }
  if (needsSession(shape)) things = { ...things, ...(await aSession(desk, token, attempt)) }
  if (hasKind(shape, ['reviewQueue'])) things = { ...things, reviewQueue: await aQueue(desk, token) }
  if (hasField(shape, 'into')) things = { ...things, tag: await aTag(desk, token) }
  return things
}

const hasField = (shape: Shape, name: string): boolean => shape.type === 'object' && name in shape.fields

async function aSession(desk: Desk, token: string, { session }: Attempt) {
  const { id: file } = await desk.upload(token, '/files', { name: 'fresh.txt', body: 'A file to send' })
  const { sessionId, conversationId, messageId } = await desk.aVisitor()
  if (session === 'taken' || session === 'ended') await desk.call(token, `/sessions/${sessionId}/take`)
  if (session === 'ended' || session === 'cleared') await endSession(desk, token, sessionId)
  return { file, session: sessionId, conversation: conversationId, message: messageId }
}

const endSession = (desk: Desk, token: string, sessionId: string) =>
  desk.call(token, `/sessions/${sessionId}/end`, { endReason: 'agent_ended' })

/** A queue that has drawn all there is. */
async function aQueue({ call }: Desk, token: string): Promise<string> {
  const { id } = await call(token, '/review-queues', {
    name: `Queue ${randomUUID()}`,
    definition: {
      ...{ list: 'ended', filter: '', scorecardId: null, reviewerIds: [], weeklyGoal: 1 },
      sample: { perWeek: 200, stratum: null },
    },
  })
  return String(id)
}

async function aTag({ call }: Desk, token: string): Promise<string> {
  const name = `Tag ${randomUUID().slice(0, 8)}`
  return String((await call(token, '/tags', { scope: 'session', name, colour: tagColours[0] })).id)
}

/** A review by a scorecard that nobody has changed: the caller's own, or of the caller's work, or disputed by an agent. */
async function aReview(desk: Desk, { token }: Caller, state: (typeof reviewStates)[number]) {
  const { owner, supervisor, agent } = desk.callers
  const own = token ?? ''
  const worker = state === 'given' ? own : (agent.token ?? '')
  const reviewer = state === 'given' ? (supervisor.token ?? '') : own
  const { sessionId, messageId } = await desk.aVisitor()
  await desk.call(worker, `/sessions/${sessionId}/take`)
  await endSession(desk, worker, sessionId)
  const scorecardId = await aScorecard(desk, owner.token ?? '')
  const { id } = await desk.call(reviewer, `/sessions/${sessionId}/reviews`, { scorecardId })
  const review = String(id)
  const made = { review, evidence: messageId, session: sessionId }
  if (state === 'draft') return { ...made, reviewVersion: 1 }
  const answers = { [criterionKey]: { value: 0, evidence: [] } }
  await desk.call(reviewer, `/reviews/${review}/submit`, { seenVersion: 1, answers })
  if (state === 'given') return { ...made, reviewVersion: 2 }
  await desk.call(worker, `/reviews/${review}/response`, { response: 'disputed', text: 'I did greet them' })
  return { ...made, reviewVersion: 3 }
}

async function aScorecard({ call }: Desk, token: string): Promise<string> {
  const criterion = { id: criterionKey, name: 'Tone', weight: 1, scale: { kind: 'yes_no' } }
  const categories = [{ id: 'manner', name: 'Manner', weight: 1, criteria: [criterion] }]
  const name = `Card ${randomUUID()}`
  return String((await call(token, '/scorecards', { name, definition: { categories } })).id)
}
