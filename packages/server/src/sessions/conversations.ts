import type { ConversationSnapshot, MessageView, PersonView } from '@rapport/contract'
import {
  type Actor,
  type Audience,
  asId,
  type ContactId,
  type ConversationId,
  type FileId,
  type Instant,
  instant,
  type RecordedEvent,
  recordVisibleTo,
  type Session,
  type SessionId,
  sessionFor,
} from '@rapport/domain'
import type { NoteViewing } from '../audit/index.ts'
import { findStandingBan } from '../bans/index.ts'
import { findContact } from '../contacts/index.ts'
import type { AgentContext, Platform, Scope, VisitorContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { listWaitingFiles, presentFile } from '../platform/files/index.ts'
import { decodeKey, encodeKey } from '../platform/http/page-key.ts'
import {
  type ConversationRecord,
  type EventRecord,
  findConversation,
  findDraft,
  findThread,
  listConversationSessions,
  listEventsOf,
  listMessagesBefore,
  listNotesOf,
  type Point,
  type Stretch,
} from './conversations-queries.ts'
import { findHead } from './feed-queries.ts'
import { actorsOf } from './make-news.ts'
import { countUnreadByContact } from './marks-queries.ts'
import { messageForContact, type People, presentMessages, presentNote } from './present-bodies.ts'
import { fromRow } from './session-row.ts'
import { streamOf } from './stream-of.ts'

/** What reading conversations needs besides the caller. */
export type Reading = Readonly<{
  people: People
  epochOf(workspaceId: Scope['workspaceId']): Promise<string>
  /** Whether one may answer on a conversation's channel now, and until when. */
  sendingOn(channel: Answerable, now: Instant): Sending
  /** Notes that somebody reads along who has no part in it. */
  noteViewing: NoteViewing
}>

/** What of a conversation decides whether it can be answered. */
export type Answerable = Readonly<{
  channelKind: string
  settings: Readonly<Record<string, unknown>>
  lastInboundAt: Instant | null
}>

/** Why nothing can be sent, or null; and until when one may, or null for always. */
export type Sending = Readonly<{ cannotSend: CannotSend; replyUntil: Instant | null }>

/** Why nothing can be sent to a conversation; null when it can. */
export type CannotSend = ConversationSnapshot['inbox']['cannotSend']

const pageSize = 50

type Located = Readonly<{ sessionId: SessionId; recorded: RecordedEvent }>

/** A page of a conversation: messages with the events and notes between them, oldest first. */
async function readPage(
  platform: Platform,
  scope: Scope,
  { conversationId, before }: { conversationId: ConversationId; before: Point | null },
) {
  const rows = await listMessagesBefore(platform.db, scope, { conversationId, before }, pageSize + 1)
  const kept = rows.slice(0, pageSize).reverse()
  const oldest = kept[0]
  const hasOlder = rows.length > pageSize && oldest !== undefined
  // A session whose first message is on the page has its beginning here too; one cut in two begins at the cut.
  const cut = hasOlder && rows[pageSize]?.number === oldest.number ? oldest.version : 0
  const from = hasOlder ? { number: oldest.number, version: cut } : { number: 0, version: 0 }
  const stretch: Stretch = { conversationId, from, to: before }
  const [events, notes, messages] = await Promise.all([
    listEventsOf(platform.db, scope, stretch),
    listNotesOf(platform.db, scope, stretch),
    presentMessages(platform, scope, kept),
  ])
  const older = hasOlder ? `${encodeKey({ at: oldest.number, id: oldest.session_id })}.${cut}` : null
  return { events: events.map(located), notes: notes.map(presentNote), messages, older }
}

/** The same as somebody inside may see it. */
async function readPageFor(
  ctx: AgentContext,
  where: { conversationId: ConversationId; before: Point | null },
) {
  const page = await readPage(ctx, ctx.scope, where)
  return { ...page, events: visibleIn(page.events, ctx.audience) }
}

const visibleIn = (events: readonly Located[], audience: Audience): Located[] =>
  events.flatMap(({ sessionId, recorded }) => {
    const seen = recordVisibleTo(audience, recorded)
    return seen === null ? [] : [{ sessionId, recorded: seen }]
  })

const located = ({ session_id, version, at, event }: EventRecord): Located => ({
  sessionId: asId(session_id),
  recorded: { version, at: instant(at), event },
})

function pointOf(cursor: string): Point {
  const [key = '', version = ''] = cursor.split('.')
  const { at } = decodeKey(key)
  if (!/^\d{1,9}$/.test(version)) throw new AppError('bad_request', { cursor })
  // Version 0 stands for "before this session's first event": then the whole session is newer.
  return { number: at, version: Number(version) }
}

/** What decides whether a conversation can be answered. */
export const answerableOf = (conversation: ConversationRecord): Answerable => ({
  channelKind: conversation.channel_kind,
  settings: conversation.settings,
  lastInboundAt: conversation.last_inbound_at === null ? null : instant(conversation.last_inbound_at),
})

/** A conversation as agents open it. The position is read first: what happens meanwhile comes again, never too late. */
export async function readConversation(
  ctx: AgentContext,
  reading: Reading,
  conversationId: ConversationId,
): Promise<ConversationSnapshot> {
  const conversation = await findConversation(ctx.db, ctx.scope, conversationId)
  if (conversation === null) throw new AppError('not_found', { conversationId })
  const epoch = await reading.epochOf(ctx.scope.workspaceId)
  const position = await findHead(ctx.db, ctx.scope, streamOf(conversationId))
  const contactId = asId<ContactId>(conversation.contact_id)
  const [contact, ban, rows, page, draft] = await Promise.all([
    findContact(ctx.db, ctx.scope, contactId),
    findStandingBan(ctx.db, ctx.scope, contactId),
    listConversationSessions(ctx.db, ctx.scope, conversationId),
    readPageFor(ctx, { conversationId, before: null }),
    readDraft(ctx, conversationId),
  ])
  if (contact === null) throw new AppError('not_found', { conversationId })
  const latest = rows.at(-1)
  const sessions = rows.map((row) => sessionFor(ctx.audience, fromRow(row)))
  return {
    epoch,
    position,
    conversationId,
    contact,
    inbox: {
      id: asId(conversation.inbox_id),
      name: conversation.inbox_name,
      channelKind: conversation.channel_kind,
      channelLabel: conversation.channel_label,
      ...reading.sendingOn(answerableOf(conversation), ctx.now()),
      ...(ban === null ? {} : { cannotSend: 'contact_banned' }),
    },
    sessions,
    ...page,
    people: await reading.people.find(ctx.scope, [...actorsOfPage(page), ...holders(sessions)]),
    draft,
    unread: latest === undefined ? 0 : Math.max(0, latest.contact_message_count - latest.agent_read_count),
  }
}

/** The page before the one that ended at `cursor`. */
export async function readOlder(
  ctx: AgentContext,
  reading: Reading,
  { conversationId, cursor }: { conversationId: ConversationId; cursor: string },
) {
  if ((await findConversation(ctx.db, ctx.scope, conversationId)) === null)
    throw new AppError('not_found', { conversationId })
  const page = await readPageFor(ctx, { conversationId, before: pointOf(cursor) })
  return { ...page, people: await reading.people.find(ctx.scope, actorsOfPage(page)) }
}

/** The visitor's own conversation, with what a contact may see of it. */
export async function readOwnConversation(ctx: VisitorContext, reading: Reading) {
  const epoch = await reading.epochOf(ctx.scope.workspaceId)
  const conversationId = await findThread(ctx.db, ctx.scope, ctx)
  if (conversationId === null)
    return { epoch, position: 0, conversationId, sessions: [], ...emptyPage, unread: 0 }
  const position = await findHead(ctx.db, ctx.scope, streamOf(conversationId))
  const [rows, page, unread] = await Promise.all([
    listConversationSessions(ctx.db, ctx.scope, conversationId),
    readPage(ctx, ctx.scope, { conversationId, before: null }),
    countUnreadByContact(ctx.db, ctx.scope, conversationId, 100),
  ])
  const sessions = rows.map((row) => sessionFor('contact', fromRow(row)))
  const shown = await pageForContact(ctx, reading, page, sessions)
  return { epoch, position, conversationId, sessions, ...shown, unread }
}

/** The page of the visitor's conversation before the one that ended at `cursor`. */
export async function readOwnOlder(ctx: VisitorContext, reading: Reading, cursor: string) {
  const conversationId = await findThread(ctx.db, ctx.scope, ctx)
  if (conversationId === null) return emptyPage
  const page = await readPage(ctx, ctx.scope, { conversationId, before: pointOf(cursor) })
  return pageForContact(ctx, reading, page, [])
}

const emptyPage = { events: [], messages: [], people: [], older: null }

type Page = Readonly<{ events: Located[]; messages: MessageView[]; older: string | null }>

async function pageForContact(
  { scope }: VisitorContext,
  { people }: Reading,
  { events, messages, older }: Page,
  sessions: readonly Session[],
): Promise<Page & { people: PersonView[] }> {
  const visible = visibleIn(events, 'contact')
  const actors = [...actorsOfPage({ events: visible, messages }), ...holders(sessions)]
  return {
    events: visible,
    messages: messages.map(messageForContact),
    older,
    people: await people.find(scope, actors),
  }
}

function actorsOfPage({ events, messages }: Pick<Page, 'events' | 'messages'>): Actor[] {
  return [...events.flatMap(({ recorded }) => actorsOf(recorded.event)), ...messages.map((m) => m.author)]
}

/** Whoever has, or had, the sessions: they are named in the head even where no event of theirs is on the page. */
function holders(sessions: readonly Session[]): Actor[] {
  return sessions.flatMap((session): Actor[] => {
    if (session.state === 'bot') return [{ kind: 'bot', id: session.botId }]
    return 'agentId' in session && session.agentId !== null ? [{ kind: 'agent', id: session.agentId }] : []
  })
}

async function readDraft(
  ctx: AgentContext,
  conversationId: ConversationId,
): Promise<ConversationSnapshot['draft']> {
  const draft = await findDraft(ctx.db, ctx.scope, { agentId: ctx.agentId, conversationId })
  if (draft === null) return null
  // A file sent meanwhile from another tab is no longer the draft's.
  const fileIds = draft.file_ids.map((id) => asId<FileId>(id))
  const files = await listWaitingFiles(ctx.db, ctx.scope, { fileIds, by: ctx.actor })
  return { text: draft.text, files: files.map((file) => presentFile(ctx, file)) }
}
