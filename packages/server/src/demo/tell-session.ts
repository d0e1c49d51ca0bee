import {
  type AgentId,
  addNote,
  agent,
  agentOf,
  asId,
  type BotId,
  bot,
  type ContactId,
  type ConversationId,
  changeTags,
  closeSession,
  contact,
  endSession,
  flagSession,
  handOff,
  holdSession,
  type InboxId,
  type Instant,
  instant,
  type MessageId,
  type NoteId,
  noTags,
  rate,
  receiveMessage,
  resumeSession,
  type SessionId,
  type StartsIn,
  sendBotReply,
  sendReply,
  setOutcome,
  setPriority,
  startSession,
  startWrapUp,
  system,
  takeSession,
  transferSession,
  type WorkspaceId,
} from '@rapport/domain'
import { type History, type HistoryRecorder, startHistory } from '../sessions/index.ts'
import type { Step } from './compose-session.ts'
import type { MarkGround } from './demo-ground.ts'
import type { Marks } from './plan-marks.ts'
import type { Random } from './random.ts'

/** Which session it is, and when it begins. */
export type DemoPlace = Readonly<{
  workspaceId: WorkspaceId
  sessionId: SessionId
  conversationId: ConversationId
  contactId: ContactId
  inboxId: InboxId
  number: number
  startsIn: StartsIn
  botId: BotId
  startAt: number
  findWords: MarkGround['findWords']
}>

/** How long all of it takes, in milliseconds. */
export const lengthMs = (steps: readonly Step[]): number => steps.reduce((sum, { waitMs }) => sum + waitMs, 0)

/** What happens, and what is said of it. */
export type Told = Readonly<{ steps: readonly Step[]; marks: Marks }>

/** Plays composed steps through the domain: what it refuses cannot have happened, and stops the demo with an error. */
export function tellSession(random: Random, { steps, marks }: Told, place: DemoPlace): History {
  const { conversationId, contactId, inboxId, number, startsIn } = place
  const history = startHistory(place.workspaceId, place.sessionId)
  const opening = startSession({ conversationId, contactId, inboxId, number, startsIn })
  history.record(instant(place.startAt), [opening])
  let at = place.startAt
  let readCount = 0
  for (const step of steps) {
    at += step.waitMs
    tellMarked({ random, history, place, marks, at: instant(at) }, step)
    const isRead = step.do === 'take' || (step.do === 'say' && step.by === 'agent')
    if (isRead) readCount = history.session().counters.byContact
  }
  const { state, counters } = history.session()
  const agentReadCount = state === 'ended' ? counters.byContact : readCount
  return history.finish({ agentReadCount, beside: marks.beside })
}

/** A step, and what is said of the session with it. */
function tellMarked(scene: Scene, step: Step): void {
  if (step.do === 'end' && step.by === 'agent') tellOutcome(scene)
  tellStep(scene, step)
  if (step.do === 'take') tellTags(scene)
  if (step.do === 'end') tellVerdict(scene)
}

/** Who takes a session first says what it is about. */
function tellTags({ history, at, marks }: Scene): void {
  const session = history.session()
  const holder = agentOf(session)
  if (holder === null || session.participants.length > 1) return
  if (marks.priority !== null) history.record(at, setPriority(session, marks.priority, agent(holder)))
  // The plan has drawn tags that can be together.
  history.record(at, changeTags(session, { add: marks.tagIds, remove: [], tree: noTags }, agent(holder)))
}

function tellOutcome({ history, at, marks }: Scene): void {
  const session = history.session()
  history.record(at, setOutcome(session, marks.outcome, agent(acting(agentOf(session)).id)))
}

/** Whom an agent has helped says how it was. */
function tellVerdict({ history, at, place, marks }: Scene): void {
  const session = history.session()
  if (marks.rating === null || agentOf(session) === null) return
  history.record(at, rate(session, marks.rating, contact(place.contactId)))
}

type Scene = Readonly<{
  random: Random
  history: HistoryRecorder
  place: DemoPlace
  marks: Marks
  at: Instant
}>

function tellStep(scene: Scene, step: Step) {
  const { history, at, random, place, marks } = scene
  const session = history.session()
  const holder = agentOf(session)
  switch (step.do) {
    case 'say':
      return tellWords(scene, step)
    case 'hand_off':
      return history.record(at, handOff(session, bot(place.botId), step.reason, step.teamId))
    case 'take':
      return history.record(at, takeSession(session, step.agentId, step.how))
    case 'transfer': {
      const id = asId<NoteId>(random.id(at))
      const by = acting(holder)
      const transferred = transferSession(session, by, step.to, id)
      return history.record(at, transferred, { id, author: agent(by.id), text: step.note })
    }
    case 'note': {
      const id = asId<NoteId>(random.id(at))
      const { id: by } = acting(holder)
      const mentions = marks.mentions.filter((agentId) => agentId !== by)
      const said = { id, author: agent(by), text: step.text, mentions }
      return history.record(at, addNote(id, by, mentions), said)
    }
    case 'hold': {
      const until = step.forMs === null ? null : instant(at + step.forMs)
      return history.record(at, holdSession(session, acting(holder), until))
    }
    case 'resume':
      return history.record(at, resumeSession(session, acting(holder)))
    case 'wrap_up':
      return history.record(at, startWrapUp(session, acting(holder)))
    case 'end':
      return tellEnd(scene, step, holder)
  }
}

function tellWords({ history, at, random, place }: Scene, { by, text }: Extract<Step, { do: 'say' }>) {
  const session = history.session()
  const id = asId<MessageId>(random.id(at))
  // What was answered was read; whether the last word was, nobody knows yet.
  const readAt = instant(at + random.between(2, 15) * 1000)
  switch (by) {
    case 'contact': {
      const author = contact(place.contactId)
      history.record(at, receiveMessage(session, id, author), { id, author, text, readAt: null })
      return history.record(at, flagSession(id, place.findWords('contact', text)))
    }
    case 'bot': {
      const said = { id, author: bot(place.botId), text, readAt }
      return history.record(at, sendBotReply(session, place.botId, id), said)
    }
    case 'agent': {
      const { id: agentId } = acting(agentOf(session))
      const sent = sendReply(session, { id: agentId, mayIntervene: false }, id, { replyTakes: false })
      history.record(at, sent, { id, author: agent(agentId), text, readAt })
      return history.record(at, flagSession(id, place.findWords('agent', text)))
    }
  }
}

function tellEnd(
  { history, at, place }: Scene,
  { by, endReason }: Extract<Step, { do: 'end' }>,
  holder: AgentId | null,
) {
  const session = history.session()
  if (by === 'agent') return history.record(at, endSession(session, acting(holder), endReason))
  const actors = { contact: contact(place.contactId), bot: bot(place.botId), system }
  history.record(at, closeSession(session, actors[by], endReason))
}

function acting(holder: AgentId | null): { id: AgentId; mayIntervene: boolean } {
  if (holder === null) throw new Error('A demo session has an agent act that nobody gave it to')
  return { id: holder, mayIntervene: false }
}
