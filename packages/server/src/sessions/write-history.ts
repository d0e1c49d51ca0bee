import { foldVersion, type Instant } from '@rapport/domain'
import type { Scope } from '../platform/context.ts'
import type { Tx } from '../platform/db/index.ts'
import type { Beside, History, HistoryBody } from './record-history.ts'
import { identityColumns, toColumns } from './session-row.ts'
import { insertSessionTags } from './session-tags-queries.ts'
import { streamOf } from './stream-of.ts'
import {
  advanceHeads,
  insertLog,
  insertMessages,
  insertNotes,
  insertSessions,
  type Row,
} from './write-history-queries.ts'

/**
 * Writes sessions that are over, or were when they were told, many at a time: rows, words, log and places in the feed,
 * in the caller's transaction. It sets off no reactions, because what happened elsewhere is nobody's news.
 *
 * Only for sessions that nobody else can have: their ids are new here, and their conversations locked by being
 * new or by the caller. The heads are locked last, for all streams together.
 */
export async function writeHistory(tx: Tx, scope: Scope, histories: readonly History[]): Promise<void> {
  await insertSessions(tx, histories.map(sessionRow))
  await insertSessionTags(
    tx,
    histories.map(({ session }) => session),
  )
  const bodies = histories.flatMap((history) => history.bodies.map((body) => ({ history, body })))
  await insertMessages(tx, bodies.filter(({ body }) => body.kind === 'message').map(messageRow))
  await insertNotes(tx, bodies.filter(({ body }) => body.kind === 'note').map(noteRow))

  const streams = divideByStream(histories)
  const counts = new Map([...streams].map(([stream, entries]) => [stream, entries.length]))
  const before = await advanceHeads(tx, scope, counts)
  const log = [...streams].flatMap(([stream, entries]) => {
    const first = (before.get(stream) ?? 0) + 1
    return entries.map((entry, i) => ({ ...entry.row, stream, feed_offset: first + i }))
  })
  await insertLog(tx, log)
}

type Entry = Readonly<{ at: Instant; row: Row }>

/** The feed tells what happened in the order it happened; sessions of one moment keep their own order. */
function divideByStream(histories: readonly History[]): Map<number, Entry[]> {
  const streams = new Map<number, Entry[]>()
  for (const { session, recorded } of histories) {
    const stream = streamOf(session.conversationId)
    const entries = streams.get(stream) ?? []
    streams.set(stream, entries)
    for (const { version, at, event } of recorded) {
      const place = { workspace_id: session.workspaceId, session_id: session.id, version }
      entries.push({ at, row: { ...place, conversation_id: session.conversationId, at: iso(at), event } })
    }
  }
  for (const entries of streams.values()) entries.sort((a, b) => a.at - b.at)
  return streams
}

function sessionRow({ session, agentReadCount, beside }: History): Row {
  return {
    workspace_id: session.workspaceId,
    session_id: session.id,
    ...identityColumns(session),
    ...toColumns(session),
    fold_version: foldVersion,
    ended_by: session.state === 'ended' ? session.endedBy : null,
    participants: session.participants,
    agent_read_count: agentReadCount,
    ...besideColumns(beside),
  }
}

const noFields = {}

function besideColumns({ origin = {}, fields = noFields, source = 'agent' }: Beside): Row {
  const { language = null, country = null, pageUrl = null, referrer = null, device = null } = origin
  const keys = Object.keys(fields)
  const sources = keys.length === 0 ? noFields : Object.fromEntries(keys.map((key) => [key, source]))
  return { language, country, page_url: pageUrl, referrer, device, fields, field_sources: sources }
}

type Spoken = Readonly<{ history: History; body: HistoryBody }>

const spoken = ({ history: { session }, body }: Spoken): Row => ({
  workspace_id: session.workspaceId,
  session_id: session.id,
  conversation_id: session.conversationId,
  version: body.version,
  author: body.author,
  text: body.text,
  at: iso(body.at),
})

const messageRow = (said: Spoken): Row => ({
  ...spoken(said),
  message_id: said.body.id,
  delivered_at: iso(said.body.at),
  read_at: said.body.readAt === null ? null : iso(said.body.readAt),
})

const noteRow = (said: Spoken): Row => ({
  ...spoken(said),
  note_id: said.body.id,
  mentions: `{${said.body.mentions.join(',')}}`,
})

const iso = (at: Instant): string => new Date(at).toISOString()
