import type { CheckedInputOf, SessionTranscript, sessionEndpoints } from '@rapport/contract'
import type { Actor } from '@rapport/domain'
import { findStandingBan } from '../bans/index.ts'
import type { AgentContext } from '../platform/context.ts'
import type { Reading } from './conversations.ts'
import {
  findFirstVersionSince,
  findMessageVersion,
  listSessionCourse,
  listSessionMessagesBeside,
} from './conversations-queries.ts'
import type { MessageRecord } from './present-bodies.ts'
import { readSessionWith } from './read-session.ts'

/** Which page of a session's messages is wanted. */
export type TranscriptPlace = CheckedInputOf<typeof sessionEndpoints.transcript>

type Page = Readonly<{ messages: MessageRecord[]; earlier: boolean; later: boolean }>

/**
 * One session with a page of its messages, so that opening a session of five thousand costs no more than one of fifty.
 * A message or a moment that it does not have gives its newest page: whoever comes by an old link still sees it.
 */
export async function readTranscript(
  ctx: AgentContext,
  reading: Reading,
  place: TranscriptPlace,
): Promise<SessionTranscript> {
  let page: Page = { messages: [], earlier: false, later: false }
  const snapshot = await readSessionWith(ctx, reading, place.sessionId, async () => {
    const [events, found] = await Promise.all([
      listSessionCourse(ctx.db, ctx.scope, place.sessionId),
      readPage(ctx, place),
    ])
    page = found
    return { events, messages: found.messages, authors: found.messages.map(({ author }) => author as Actor) }
  })
  const ban = await findStandingBan(ctx.db, ctx.scope, snapshot.row.session.contactId)
  return { ...snapshot, earlier: page.earlier, later: page.later, isContactBanned: ban !== null }
}

/** More versions than a session will ever have; what PostgreSQL's integer holds. */
const versionMax = 2_147_483_647

async function readPage(ctx: AgentContext, place: TranscriptPlace): Promise<Page> {
  const { before, after, limit } = place
  if (after !== undefined) return pageFrom(ctx, place, { version: after + 1, limit, isEarlierKnown: true })
  if (before !== undefined) return pageBefore(ctx, place, before)
  const version = await versionOf(ctx, place)
  if (version === null) return pageBefore(ctx, place, versionMax)
  const half = Math.ceil(limit / 2)
  const [earlier, later] = await Promise.all([
    pageBefore(ctx, { ...place, limit: half }, version),
    pageFrom(ctx, place, { version, limit: half, isEarlierKnown: false }),
  ])
  return {
    messages: [...earlier.messages, ...later.messages],
    earlier: earlier.earlier,
    later: later.later,
  }
}

/** Where the page is to be, for one that is asked for by a message or a moment; null for the newest. */
async function versionOf(
  { db, scope }: AgentContext,
  { sessionId, around, since }: TranscriptPlace,
): Promise<number | null> {
  if (around !== undefined) return findMessageVersion(db, scope, { sessionId, messageId: around })
  return since === undefined ? null : findFirstVersionSince(db, scope, { sessionId, since })
}

async function pageBefore(
  { db, scope }: AgentContext,
  { sessionId, limit }: TranscriptPlace,
  version: number,
): Promise<Page> {
  const found = await listSessionMessagesBeside(db, scope, sessionId, {
    version,
    side: 'before',
    limit: limit + 1,
  })
  const messages = found.slice(0, limit).reverse()
  return { messages, earlier: found.length > limit, later: version < versionMax }
}

async function pageFrom(
  { db, scope }: AgentContext,
  { sessionId }: TranscriptPlace,
  { version, limit, isEarlierKnown }: { version: number; limit: number; isEarlierKnown: boolean },
): Promise<Page> {
  const found = await listSessionMessagesBeside(db, scope, sessionId, {
    version,
    side: 'from',
    limit: limit + 1,
  })
  return { messages: found.slice(0, limit), earlier: isEarlierKnown, later: found.length > limit }
}
