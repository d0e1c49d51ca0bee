import type { SessionRow } from '@rapport/contract'
import { fold, parseSearch, type SessionId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { listSessionsById, presentRow } from '../sessions/index.ts'
import {
  listAllTelling,
  listNewestTelling,
  listSessionsAbout,
  type PeopleQuestion,
} from './everything-queries.ts'
import { type FoundPage, searchMessages } from './search-messages.ts'
import { searching } from './search-queries.ts'

/** The first of everything that a text finds. */
export type FoundEverything = Readonly<{ sessions: SessionRow[]; messages: FoundPage | null }>

/**
 * The newest sessions that a text names, by number or by their contact, then those whose summary holds it, and the newest
 * messages that do: null for whoever may not search in messages, and none where there is nothing in the text to look for.
 */
export async function searchEverything(
  ctx: AgentContext,
  { q, limit }: Readonly<{ q: string; limit: number }>,
): Promise<FoundEverything> {
  const [sessions, messages] = await Promise.all([
    findSessions(ctx, { q, limit }),
    ctx.can('search.content') ? findFirstMessages(ctx, { q, limit }) : null,
  ])
  return { sessions, messages }
}

async function findSessions(ctx: AgentContext, asked: Asked): Promise<SessionRow[]> {
  const [named, told] = await Promise.all([
    searching(ctx.db, (tx) => listSessionsAbout(tx, ctx.scope, peopleQuestionOf(asked))),
    findTelling(ctx, asked),
  ])
  const ids = together(named, told, asked.limit)
  if (ids.length === 0) return []
  const rows = await listSessionsById(ctx.db, ctx.scope, ids)
  const placeOf = new Map(ids.map((id, i) => [String(id), i]))
  const place = ({ session_id }: { session_id: string }) => placeOf.get(session_id) ?? ids.length
  return rows.toSorted((a, b) => place(a) - place(b)).map((row) => presentRow(row, ctx.audience))
}

type Asked = Readonly<{ q: string; limit: number }>

/** Whom a text names comes first, and leaves half of the places to what it tells of. */
function together(named: readonly SessionId[], told: readonly SessionId[], limit: number): SessionId[] {
  const others = told.filter((id) => !named.includes(id))
  const kept = Math.max(limit - others.length, Math.ceil(limit / 2))
  return [...named.slice(0, kept), ...others].slice(0, limit)
}

const glanceMax = 1_000

/** Sessions by their summaries: frequent words are found among the newest, rare ones by the index. */
async function findTelling({ db, scope }: AgentContext, { q, limit }: Asked): Promise<SessionId[]> {
  const search = parseSearch(q)
  if (search === null) return []
  return await searching(db, async (tx) => {
    const newest = await listNewestTelling(tx, scope, { search, limit, window: glanceMax })
    return newest.length === limit ? newest : await listAllTelling(tx, scope, { search, limit })
  })
}

const nothing: FoundPage = { items: [], next: null, count: 0, isCatchingUp: false }

const findFirstMessages = (ctx: AgentContext, asked: { q: string; limit: number }): Promise<FoundPage> =>
  parseSearch(asked.q) === null ? Promise.resolve(nothing) : searchMessages(ctx, asked)

const numberMax = 2 ** 53 - 1
const namesMax = 6
const partMin = 3

/** Reads what a text may be: `#1204` a number, `anna@` an address, `+420 777` a phone, anything a name. */
function peopleQuestionOf({ q, limit }: Asked): PeopleQuestion {
  const text = q.trim()
  const number = /^#?(\d{1,16})$/.exec(text)
  const digits = /^\+?[\d\s()./-]+$/.test(text) ? text.replaceAll(/\D/g, '') : ''
  const names = fold(text)
    .split(/\s+/u)
    .filter((name) => /[\p{L}\p{N}]/u.test(name))
  return {
    number: number !== null && Number(number[1]) <= numberMax ? Number(number[1]) : null,
    names: names.slice(0, namesMax),
    email: text.length >= partMin && !/\s/u.test(text) ? text.toLowerCase() : null,
    phone: digits.length >= partMin ? digits : null,
    limit,
  }
}
