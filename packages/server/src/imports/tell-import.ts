import { randomUUIDv7 } from 'node:crypto'
import {
  type AgentId,
  asId,
  type ContactId,
  type ConversationId,
  changeTags,
  closeSession,
  contact,
  firstOfEachGroup,
  type InboxId,
  type Instant,
  later,
  type MessageId,
  rate,
  receiveMessage,
  type SessionId,
  sendReply,
  setOutcome,
  setPriority,
  startSession,
  system,
  tagKey,
  takeSession,
  type WorkspaceId,
} from '@rapport/domain'
import { type History, type HistoryRecorder, startHistory } from '../sessions/index.ts'
import type { EnsuredTags } from '../tags/index.ts'
import type { ImportLine } from './import-line.ts'

/** Where an imported session belongs. */
export type ImportPlace = Readonly<{
  workspaceId: WorkspaceId
  sessionId: SessionId
  conversationId: ConversationId
  contactId: ContactId
  inboxId: InboxId
  number: number
  /** Who stands for all agents of elsewhere. */
  importedAgentId: AgentId
  /** The workspace's tags: those its lines name are among them. */
  tags: EnsuredTags
}>

/**
 * A line as the session it tells of: waiting until its first answer, then with the imported agent, ended by the system
 * as `imported`. The order of the lines is the truth; where their times run backwards, the log's do not.
 */
export function tellImport(line: ImportLine, place: ImportPlace): History {
  const { workspaceId, sessionId, conversationId, contactId, inboxId, number } = place
  const history = startHistory(workspaceId, sessionId)
  const [first] = line.messages
  const startedAt = first && first.at < line.startedAt ? first.at : line.startedAt
  const startsIn = { as: 'unassigned', teamId: null } as const
  history.record(startedAt, [startSession({ conversationId, contactId, inboxId, number, startsIn })])

  let at: Instant = startedAt
  for (const message of line.messages) {
    at = later(at, message.at)
    tellMessage(history, { ...message, at }, place)
  }
  history.record(at, closeSession(history.session(), system, 'imported'))
  tellMarks(history, line, { ...place, at })
  return history.finish({ beside: { origin: originOf(line.origin) } })
}

/** What was said of it elsewhere, by nobody here. */
function tellMarks(
  history: HistoryRecorder,
  { priority, outcome, rating, tags = [] }: ImportLine,
  { at, contactId, tags: { ids, tree } }: ImportPlace & Readonly<{ at: Instant }>,
) {
  const session = history.session()
  const named = tags.flatMap((name) => ids.get(tagKey(name)) ?? [])
  const add = firstOfEachGroup(tree, [...new Set(named)])
  history.record(at, changeTags(session, { add, remove: [], tree }, system))
  if (priority) history.record(at, setPriority(session, priority, system))
  if (outcome) history.record(at, setOutcome(session, outcome, system))
  if (rating) history.record(at, rate(session, rating, contact(contactId)))
}

const originOf = ({
  language = null,
  country = null,
  pageUrl = null,
  referrer = null,
  device = null,
}: NonNullable<ImportLine['origin']> = {}) => ({ language, country, pageUrl, referrer, device })

function tellMessage(
  history: HistoryRecorder,
  { author, at, text }: ImportLine['messages'][number],
  { contactId, importedAgentId }: ImportPlace,
) {
  const id = asId<MessageId>(randomUUIDv7())
  const session = history.session()
  switch (author) {
    case 'contact': {
      const by = contact(contactId)
      return history.record(at, receiveMessage(session, id, by), { id, author: by, text, readAt: at })
    }
    case 'agent': {
      history.record(at, takeSession(session, importedAgentId, 'import'))
      const by = { id: importedAgentId, mayIntervene: false }
      const sent = sendReply(history.session(), by, id, { replyTakes: false })
      return history.record(at, sent, {
        id,
        author: { kind: 'agent', id: importedAgentId },
        text,
        readAt: at,
      })
    }
    case 'system':
      // No decision is about the system's own words: it may always speak.
      return history.record(at, [{ type: 'message.sent', messageId: id, author: system }], {
        id,
        author: system,
        text,
        readAt: at,
      })
  }
}
