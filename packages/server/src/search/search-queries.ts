import type { ContactId, InboxId, MessageId, Search, SessionId } from '@rapport/domain'
import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import { type Db, inTransaction, sqlStateOf, type Tx, writeLater } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { inReach } from '../sessions/index.ts'

/** Which messages, from where. `before` is the last one of the page before. */
export type SearchQuestion = Readonly<{
  search: Search
  contactId: ContactId | null
  sessionId: SessionId | null
  inboxId: InboxId | null
  from: 'contact' | 'agent' | 'bot' | null
  since: number | null
  until: number | null
  before: Readonly<{ at: number; id: string }> | null
}>

/** A message that was found, and its place in the order. */
export type FoundMessage = Readonly<{ messageId: MessageId; at: number }>

/**
 * Runs a search's statements: planned for the words at hand, since the rare and the frequent need different plans, and
 * given up after three seconds.
 */
export async function searching<T>(db: Db, ask: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(db, (tx) => {
      writeLater(tx, sql`set local statement_timeout = 3000`)
      writeLater(tx, sql`set local plan_cache_mode = force_custom_plan`)
      return ask(tx)
    })
  } catch (error) {
    if (sqlStateOf(error) === '57014') throw new AppError('search_too_slow', {}, { cause: error })
    throw error
  }
}

/** So many tokens of a phrase are looked up: they narrow enough, and its words in their order decide. */
const tokensPerPhrase = 6

/** What the index is asked, as a tsquery: all of the tokens. They hold nothing but letters, digits and marks. */
const askedTokens = ({ terms }: Search): string =>
  terms
    .flatMap(({ tokens, stretch }) => (stretch === null ? tokens : tokens.slice(0, tokensPerPhrase)))
    .map(({ text, isPrefix }) => `'${text}'${isPrefix ? ':*' : ''}`)
    .join(' & ')

/** Exactly what the domain's `matches` says of the text that was indexed, of a row `m` with its tokens and words. */
export function matching({ terms }: Search): RawBuilder<unknown> {
  const stretches = terms.flatMap(({ stretch }) => (stretch === null ? [] : [stretch]))
  return sql.join(
    [
      sql`m.tokens @@ ${askedTokens({ terms })}::tsquery`,
      ...stretches.map((stretch) => sql`strpos(m.words, ${stretch}) > 0`),
    ],
    sql` and `,
  )
}

function within(scope: Scope, question: SearchQuestion): RawBuilder<unknown> {
  const { contactId, sessionId, inboxId, from, since, until, before } = question
  return sql`m.workspace_id = ${scope.workspaceId} and ${inReach(scope, 'm')}
    ${contactId === null ? sql`` : sql`and m.contact_id = ${contactId}`}
    ${sessionId === null ? sql`` : sql`and m.session_id = ${sessionId}`}
    ${inboxId === null ? sql`` : sql`and m.inbox_id = ${inboxId}`}
    ${from === null ? sql`` : sql`and m.author = ${from}`}
    ${since === null ? sql`` : sql`and m.at >= ${new Date(since)}`}
    ${until === null ? sql`` : sql`and m.at < ${new Date(until)}`}
    ${before === null ? sql`` : sql`and (m.at, m.message_id) < (${new Date(before.at)}, ${before.id}::uuid)`}`
}

/** What was found among the newest, and how many those were. */
export type Glance = Readonly<{ found: FoundMessage[]; seen: number }>

/**
 * What is found among the newest `window` messages that the question allows. Walks message_search_at, or that of the
 * contact or the session, and compares each.
 */
export async function findAmongNewest(
  tx: Tx,
  scope: Scope,
  question: SearchQuestion,
  { window, limit }: Readonly<{ window: number; limit: number }>,
): Promise<Glance> {
  const { rows } = await sql<{ seen: number; messageId: MessageId | null; at: number }>`
    with newest as materialized (
      select m.message_id, m.at, ${matching(question.search)} as is_match from message_search m
       where ${within(scope, question)}
       order by m.at desc, m.message_id desc limit ${sql.lit(window)})
    select all_of.seen, f.message_id as "messageId", f.at
      from (select count(*) as seen from newest) all_of
      left join lateral (
        select * from newest where is_match order by at desc, message_id desc limit ${sql.lit(limit)}) f on true
     order by f.at desc, f.message_id desc`.execute(tx)
  const found = rows.flatMap(({ messageId, at }) => (messageId === null ? [] : [{ messageId, at }]))
  return { found, seen: rows[0]?.seen ?? 0 }
}

/** The same walk, ended as soon as enough is found: for words that are frequent, though not among the newest. */
export async function findWalking(
  tx: Tx,
  scope: Scope,
  question: SearchQuestion,
  { window, limit }: Readonly<{ window: number; limit: number }>,
): Promise<FoundMessage[]> {
  const { rows } = await sql<FoundMessage>`
    select m.message_id as "messageId", m.at
      from (select * from message_search m where ${within(scope, question)}
             order by m.at desc, m.message_id desc limit ${sql.lit(window)}) m
     where ${matching(question.search)}
     order by m.at desc, m.message_id desc limit ${sql.lit(limit)}`.execute(tx)
  return rows
}

/**
 * The newest of all that is found anywhere: for words that are rare. By message_search_tokens, and sorted; the fence keeps
 * the planner from walking everything instead.
 */
export async function findByTokens(
  tx: Tx,
  scope: Scope,
  question: SearchQuestion,
  limit: number,
): Promise<FoundMessage[]> {
  const { rows } = await sql<FoundMessage>`
    with found as materialized (
      select m.message_id as "messageId", m.at from message_search m
       where ${within(scope, question)} and ${matching(question.search)})
    select * from found order by at desc, "messageId" desc limit ${sql.lit(limit)}`.execute(tx)
  return rows
}

/** How many are found, counted no further than `max`. By message_search_tokens, or by reading on where most match. */
export async function countFound(
  tx: Tx,
  scope: Scope,
  question: SearchQuestion,
  max: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from message_search m where ${within(scope, { ...question, before: null })} and ${matching(question.search)}
       limit ${sql.lit(max)}) counted`.execute(tx)
  return rows[0]?.count ?? 0
}
