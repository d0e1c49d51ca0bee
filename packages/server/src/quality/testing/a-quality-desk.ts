import { randomUUIDv7 } from 'node:crypto'
import { reviewEndpoints, reviewQueueEndpoints, scorecardEndpoints } from '@rapport/contract'
import {
  asId,
  type ContactId,
  closeSession,
  contact,
  type Scorecard,
  type SessionId,
  takeSession,
} from '@rapport/domain'
import type { AgentContext } from '../../platform/context.ts'
import type { Db } from '../../platform/db/index.ts'
import { changeSession, ingestMessage } from '../../sessions/index.ts'
import { aWorkspace } from '../../testing/a-workspace.ts'
import { callRoute } from '../../testing/call-route.ts'
import { qualityRoutes } from '../quality-routes.ts'

const criterion = { description: '', weight: 1, mayBeNa: false, isCritical: false }

/** Greeting and tone out of five, whether the problem was solved, and the critical question of privacy. */
export const aScorecard: Scorecard = {
  categories: [
    {
      id: 'manner',
      name: 'Manner',
      weight: 1,
      criteria: [
        { ...criterion, id: 'greeting', name: 'Greeting', scale: { kind: 'points', max: 5 } },
        { ...criterion, id: 'tone', name: 'Tone', mayBeNa: true, scale: { kind: 'points', max: 5 } },
      ],
    },
    {
      id: 'matter',
      name: 'Matter',
      weight: 3,
      criteria: [
        { ...criterion, id: 'solved', name: 'Solved', scale: { kind: 'yes_no' } },
        { ...criterion, id: 'privacy', name: 'Privacy', isCritical: true, scale: { kind: 'yes_no' } },
      ],
    },
  ],
}

/** Judgements of that scorecard; what is named differs. */
export const someAnswers = (values: Readonly<Record<string, number | null>> = {}) =>
  Object.fromEntries(
    Object.entries({ greeting: 4, tone: null, solved: 1, privacy: 1, ...values }).map(([id, value]) => [
      id,
      { value, comment: '', evidence: [] as string[] },
    ]),
  )

/** A workspace with an agent, two supervisors and an administrator, in which sessions can be had and reviewed. */
export async function aQualityDesk(db: Db) {
  const place = await aWorkspace(db)
  const [agent, colleague] = [await place.agentContext('agent'), await place.agentContext('agent')]
  const [supervisor, second] = [
    await place.agentContext('supervisor'),
    await place.agentContext('supervisor'),
  ]
  const admin = await place.agentContext('admin')

  /** A session that a contact began and nobody has taken yet. */
  async function openSession(): Promise<SessionId> {
    const contactId = asId<ContactId>(randomUUIDv7())
    const person = { externalId: contactId, verified: false, name: 'Grace', email: null, locale: null }
    const said = { key: randomUUIDv7(), thread: contactId, contactId, person, text: 'Hello', fileIds: [] }
    const { sessionId } = await ingestMessage(
      { ...admin, actor: contact(contactId) },
      { inboxId: place.inbox.id, startsIn: { as: 'unassigned', teamId: null } },
      { ...said, clientId: null },
    )
    return sessionId
  }

  /** One that the agent took. */
  async function liveSession(by: AgentContext = agent): Promise<SessionId> {
    const id = await openSession()
    await changeSession(by, id, (session) => takeSession(session, by.agentId, 'take'))
    return id
  }

  async function endedSession(by: AgentContext = agent): Promise<SessionId> {
    const id = await liveSession(by)
    await changeSession(by, id, (session) => closeSession(session, by.actor, 'agent_ended'))
    return id
  }

  const call = qualityCalls()
  const card = await call.scorecards('create', admin, { name: 'Service', definition: aScorecard })

  /** Begins and gives a review by the scorecard. */
  async function give(
    ctx: AgentContext,
    sessionId: SessionId,
    values: Parameters<typeof someAnswers>[0] = {},
  ) {
    const begun = await call.reviews('begin', ctx, { sessionId, scorecardId: card.id })
    const judged = { answers: someAnswers(values), comment: '', score: null }
    return await call.reviews('submit', ctx, { reviewId: begun.id, seenVersion: begun.version, ...judged })
  }

  return {
    place,
    agent,
    colleague,
    supervisor,
    second,
    admin,
    card,
    openSession,
    liveSession,
    endedSession,
    give,
    ...call,
  }
}

/** The endpoints of quality, called as the server calls them. */
function qualityCalls() {
  const caller =
    <Endpoints extends Readonly<Record<string, Parameters<typeof callRoute>[1]>>>(endpoints: Endpoints) =>
    <Name extends keyof Endpoints>(
      name: Name,
      ctx: AgentContext,
      input: Parameters<typeof callRoute<Endpoints[Name]>>[3],
    ) =>
      callRoute(qualityRoutes, endpoints[name], { ctx }, input)
  return {
    scorecards: caller(scorecardEndpoints),
    reviews: caller(reviewEndpoints),
    queues: caller(reviewQueueEndpoints),
  }
}
