import { countMax, type SearchHit } from '@rapport/contract'
import {
  type ContactId,
  type InboxId,
  instant,
  matches,
  parseSearch,
  type Search,
  type SessionId,
  snippetOf,
} from '@rapport/domain'
import { recordAudit } from '../audit/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { decodeKey, pageOf } from '../platform/http/page-key.ts'
import { isReaderBehind } from '../sessions/index.ts'
import { type HitRecord, listHits } from './hit-queries.ts'
import {
  countFound,
  type FoundMessage,
  findAmongNewest,
  findByTokens,
  findWalking,
  type SearchQuestion,
  searching,
} from './search-queries.ts'

/** What somebody asks for. */
export type SearchRequest = Readonly<{
  q: string
  contactId?: ContactId | undefined
  sessionId?: SessionId | undefined
  inboxId?: InboxId | undefined
  from?: 'contact' | 'agent' | 'bot' | undefined
  since?: number | undefined
  until?: number | undefined
  limit: number
  cursor?: string | undefined
}>

/** A page of what was found. */
export type FoundPage = Readonly<{
  items: SearchHit[]
  next: string | null
  count: number | null
  isCatchingUp: boolean
}>

/** What was written this long ago and is not in the index yet is worth a word. */
const catchingUpMs = 5_000

/**
 * Messages that hold what is asked for, newest first, and on the first page how many there are. That it was asked stands
 * in the audit log before it is answered. The index finds; the texts as they are now decide.
 */
export async function searchMessages(ctx: AgentContext, request: SearchRequest): Promise<FoundPage> {
  const search = parseSearch(request.q)
  if (search === null) refuseEmpty()
  const question = questionOf(search, request)
  const [found] = await Promise.all([
    findMessages(ctx, question, request.limit),
    recordAudit(ctx.db, ctx, auditEntryOf(request)),
  ])
  return found
}

async function findMessages(ctx: AgentContext, question: SearchQuestion, limit: number): Promise<FoundPage> {
  const { db, scope } = ctx
  const [found, count, isCatchingUp] = await Promise.all([
    findPage(ctx, question, limit + 1),
    question.before === null ? searching(db, (tx) => countFound(tx, scope, question, countMax)) : null,
    isReaderBehind(db, scope, { reader: 'search', since: ctx.now() - catchingUpMs }),
  ])
  const { items, next } = pageOf(found, limit, ({ at, messageId }) => ({ at, id: messageId }))
  const records =
    items.length === 0
      ? []
      : await listHits(
          db,
          scope,
          items.map(({ messageId }) => messageId),
        )
  const hits = records.filter(({ text }) => matches(question.search, text))
  return { items: hits.map((hit) => presentHit(question.search, hit)), next, count, isCatchingUp }
}

const glanceMax = 4_000
const walkMax = 60_000
/** From so many in a glance on, a walk fills the page sooner than sorting everything would. */
const worthWalking = 4

/**
 * The newest that match. Frequent words fill a page among the newest messages; of the rest, those seen there a few times
 * are walked to, and the rare ones are few enough to be found and sorted.
 */
function findPage(
  { db, scope }: AgentContext,
  question: SearchQuestion,
  limit: number,
): Promise<FoundMessage[]> {
  return searching(db, async (tx) => {
    const { found, seen } = await findAmongNewest(tx, scope, question, { window: glanceMax, limit })
    if (found.length >= limit || seen < glanceMax) return found
    if (found.length >= worthWalking) {
      const walked = await findWalking(tx, scope, question, { window: walkMax, limit })
      if (walked.length >= limit) return walked
    }
    return await findByTokens(tx, scope, question, limit)
  })
}

function questionOf(search: Search, request: SearchRequest): SearchQuestion {
  const {
    contactId = null,
    sessionId = null,
    inboxId = null,
    from = null,
    since = null,
    until = null,
  } = request
  const before = request.cursor === undefined ? null : decodeKey(request.cursor)
  return { search, contactId, sessionId, inboxId, from, since, until, before }
}

/** Who searched for what, and in whose words; a further page says so. */
function auditEntryOf({ limit: _, cursor, contactId, sessionId, ...asked }: SearchRequest) {
  const subject =
    sessionId !== undefined
      ? { kind: 'session', id: sessionId }
      : contactId !== undefined
        ? { kind: 'contact', id: contactId }
        : null
  return {
    action: 'search.messages',
    subject,
    details: { ...asked, ...(cursor === undefined ? {} : { isFurtherPage: true }) },
  }
}

function refuseEmpty(): never {
  throw new AppError(
    'invalid_input',
    {},
    { fields: [{ path: ['q'], message: 'has no letter and no digit' }] },
  )
}

function presentHit(search: Search, hit: HitRecord): SearchHit {
  const { text, contactId, contactName, avatarUrl, inboxName, channelKind, channelLabel, at, ...facts } = hit
  return {
    ...facts,
    at: instant(at),
    contact: { id: contactId, name: contactName, avatarUrl },
    inbox: { name: inboxName, channelKind, channelLabel },
    snippet: snippetOf(search, text),
  }
}
