import type { ContactId, InboxId, StartsIn } from '@rapport/domain'
import { insertContacts, insertIdentities } from '../contacts/index.ts'
import type { Tx } from '../platform/db/index.ts'
import { type History, insertConversations, writeHistory } from '../sessions/index.ts'
import { takeNumberBlock } from '../workspaces/index.ts'
import type { Colleague } from './compose-session.ts'
import type { DemoGround } from './demo-ground.ts'
import type { DemoInbox } from './demo-people.ts'
import { makeQuality } from './make-quality.ts'
import { closeHistory, writeHits } from './mark-history.ts'
import {
  type Extent,
  type PlannedConversation,
  type PlannedSession,
  planConversations,
} from './plan-conversations.ts'
import { contactMarks, planMarks } from './plan-marks.ts'
import { planReviews } from './plan-reviews.ts'
import { createRandom } from './random.ts'
import { type Told, tellSession } from './tell-session.ts'

/** The seed every demo is told from. */
const seed = 20_261_120

/** Writes the demo's contacts, conversations and sessions, as they would stand had all of it happened here. */
export async function fillDemo(
  tx: Tx,
  ground: DemoGround,
  { now, extent }: Readonly<{ now: number; extent: Extent }>,
): Promise<void> {
  const { scope } = ground
  const random = createRandom(seed)
  const staff = { agentsOf: (inbox: DemoInbox) => colleaguesOf(ground, inbox), teamIds: ground.teamIds }
  const conversations = planConversations({ random, staff, now, extent })
  const first = await takeNumberBlock(tx, scope, extent.sessions)
  const told = tellAll(ground, conversations, first)
  const { histories, reviews } = planReviews(told, { reviewers: ground.reviewerIds, now, seed: seed + 2 })

  await insertContacts(
    tx,
    conversations.map((conversation) => contactRow(ground, conversation)),
  )
  await insertIdentities(
    tx,
    conversations.map((conversation) => identityRow(ground, conversation)),
  )
  await insertConversations(
    tx,
    conversations.map((conversation) => conversationRow(ground, conversation)),
  )
  await writeHistory(tx, scope, histories)
  await writeHits(tx, histories)
  await makeQuality(tx, ground, { histories, reviews, now, seed: seed + 3 })
  await closeHistory(tx, ground, { contactId: findLongGone(conversations, now), at: now - hour })
}

const hour = 3_600_000

/** A visitor who has not been here for some days. */
const findLongGone = (conversations: readonly PlannedConversation[], now: number): ContactId | undefined =>
  conversations.find(({ inbox, sessions }) => {
    const last = sessions.at(-1)
    return inbox.channel === 'web' && last?.stage === 'ended' && last.startAt < now - 100 * hour
  })?.contact.id

/** Numbers rise with time, as they would have. */
function tellAll(
  ground: DemoGround,
  conversations: readonly PlannedConversation[],
  first: number,
): readonly History[] {
  const random = createRandom(seed + 1)
  const { botId, scope } = ground
  return conversations
    .flatMap((conversation) => conversation.sessions.map((session) => ({ conversation, session })))
    .sort((a, b) => a.session.startAt - b.session.startAt)
    .map(({ conversation, session }, index) =>
      tellSession(random, withMarks(ground, conversation, session, first + index), {
        workspaceId: scope.workspaceId,
        sessionId: session.id,
        conversationId: conversation.id,
        contactId: conversation.contact.id,
        inboxId: inboxIdOf(ground, conversation),
        number: first + index,
        startsIn: startsInOf(ground, conversation.inbox),
        botId,
        startAt: session.startAt,
        findWords: ground.marks.findWords,
      }),
    )
}

function withMarks(
  ground: DemoGround,
  { inbox, contact }: PlannedConversation,
  { steps, startAt }: PlannedSession,
  number: number,
): Told {
  const colleagues = colleaguesOf(ground, inbox)
  const isOnWeb = inbox.channel === 'web'
  const { locale } = contact
  return { steps, marks: planMarks(ground.marks, { number, startAt, isOnWeb, locale, steps, colleagues }) }
}

/** Where sessions of a door begin. */
export function startsInOf({ botId }: DemoGround, { startsIn }: DemoInbox): StartsIn {
  return startsIn === 'bot' ? { as: 'bot', botId } : { as: 'unassigned', teamId: null }
}

/** The inbox that somebody's door has become. */
export function inboxIdOf({ inboxIds }: DemoGround, { inbox }: Readonly<{ inbox: DemoInbox }>): InboxId {
  const id = inboxIds.get(inbox.key)
  if (id === undefined) throw new Error(`The demo has no inbox ${inbox.key}`)
  return id
}

/** Who works a door: the members of its teams, each once. */
export function colleaguesOf(
  { colleagues }: DemoGround,
  { teams }: DemoInbox,
): readonly [Colleague, ...Colleague[]] {
  const [one, ...others] = new Map(teams.flatMap((key) => colleagues[key].map((c) => [c.id, c]))).values()
  if (one === undefined) throw new Error('An inbox of the demo is nobody’s')
  return [one, ...others]
}

const createdAt = ({ sessions }: PlannedConversation): string =>
  new Date(sessions[0]?.startAt ?? 0).toISOString()

const contactRow = ({ scope, marks }: DemoGround, conversation: PlannedConversation) => ({
  workspace_id: scope.workspaceId,
  contact_id: conversation.contact.id,
  name: conversation.contact.name,
  email: conversation.contact.email,
  phone: null,
  locale: conversation.contact.locale,
  created_at: createdAt(conversation),
  ...contactMarks(marks, conversation.contact.id, conversation.sessions[0]?.startAt ?? 0),
})

const identityRow = (ground: DemoGround, conversation: PlannedConversation) => ({
  workspace_id: ground.scope.workspaceId,
  inbox_id: inboxIdOf(ground, conversation),
  external_id: conversation.contact.externalId,
  contact_id: conversation.contact.id,
  verified: conversation.inbox.channel !== 'web',
  created_at: createdAt(conversation),
})

const conversationRow = (ground: DemoGround, conversation: PlannedConversation) => ({
  workspace_id: ground.scope.workspaceId,
  conversation_id: conversation.id,
  inbox_id: inboxIdOf(ground, conversation),
  contact_id: conversation.contact.id,
  thread: conversation.contact.externalId,
  session_id: conversation.sessions.at(-1)?.id,
  created_at: createdAt(conversation),
})
