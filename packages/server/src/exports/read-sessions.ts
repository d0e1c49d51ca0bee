import type { SessionRow } from '@rapport/contract'
import {
  agentOf,
  asId,
  type FileId,
  instant,
  type MessageId,
  type Session,
  sessionFor,
  visibleTo,
} from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { type FileRow, listFilesOf } from '../platform/files/index.ts'
import { presentRow, sessionsAsOf } from '../sessions/index.ts'
import { isCustom } from './columns.ts'
import { describeEvent, nameOf } from './describe-event.ts'
import type { Making } from './export-head.ts'
import type { ExportedFile, ExportedLine, ExportedSession } from './format.ts'
import type { Item } from './items-queries.ts'
import {
  type EventLine,
  listEventLines,
  listNoteLines,
  listTalks,
  type NoteLine,
  type Talk,
} from './lines-queries.ts'
import { readAhead } from './read-ahead.ts'
import { listRows } from './rows-queries.ts'

/** Rows read at a time, and messages at a time: what is in memory at once, whatever the export's size. */
const rowsAtATime = 500
const messagesAtATime = 3_000

/** What was found of a stretch of items: the sessions that are still there and within reach, in order. */
export type Found = Readonly<{ item: Item; row: SessionRow }>

/**
 * The sessions of some items as a file shows them, in their order, as they were when they were frozen; those deleted since
 * are left out. While some are written, what was said in the next is read, and the rows behind those.
 */
export async function* readSessions(
  ctx: AgentContext,
  making: Making,
  items: readonly Item[],
): AsyncGenerator<ExportedSession> {
  for await (const sessions of readAhead(withLines(ctx, making, readAhead(rowsOf(ctx, making, items)))))
    yield* sessions
}

async function* rowsOf(
  ctx: AgentContext,
  making: Making,
  items: readonly Item[],
): AsyncGenerator<readonly Found[]> {
  for (let from = 0; from < items.length; from += rowsAtATime)
    yield await findRows(ctx, making, items.slice(from, from + rowsAtATime))
}

async function* withLines(
  ctx: AgentContext,
  making: Making,
  stretches: AsyncIterable<readonly Found[]>,
): AsyncGenerator<readonly ExportedSession[]> {
  for await (const stretch of stretches)
    for (let left = stretch; left.length > 0; ) {
      const taken = takeWithin(left)
      const lines = await readLines(ctx, making, taken)
      yield taken.map((one) => present(ctx, making, one, lines(one)))
      left = left.slice(taken.length)
    }
}

/** As many of them as have no more messages together than are read at once; one at least. */
function takeWithin(found: readonly Found[]): readonly Found[] {
  let messages = 0
  const end = found.findIndex(({ row }, i) => {
    messages += row.session.counters.messages
    return i > 0 && messages > messagesAtATime
  })
  return end < 0 ? found : found.slice(0, end)
}

/** The rows as they were at their versions. What a log does not say (names, own fields, the summary) is as it is now. */
async function findRows(ctx: AgentContext, making: Making, items: readonly Item[]): Promise<Found[]> {
  const records = await listRows(ctx.db, ctx.scope, {
    ids: items.map(({ sessionId }) => sessionId),
    fields: making.columns.some(({ name }) => isCustom(name)),
  })
  const rows = new Map(records.map((record) => [record.session_id, presentRow(record, ctx.audience)]))
  const moved = items.filter(
    ({ sessionId, version }) => (rows.get(sessionId)?.session.version ?? version) > version,
  )
  const before = await sessionsAsOf(ctx, ctx.scope, new Map(moved.map((one) => [one.sessionId, one.version])))
  return items.flatMap((item) => {
    const row = rows.get(item.sessionId)
    if (row === undefined) return []
    const session = before.get(item.sessionId)
    return [{ item, row: session === undefined ? row : asOf(row, sessionFor(ctx.audience, session), making) }]
  })
}

function asOf(row: SessionRow, session: Session, { names }: Making): SessionRow {
  const called = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  return {
    ...row,
    session,
    agentName: called(agentOf(session)),
    botName: called(session.state === 'bot' ? session.botId : null),
    teamName: called(session.teamId),
  }
}

type LinesOf = (found: Found) => readonly ExportedLine[]
type PlacedLine = Readonly<{ version: number; line: ExportedLine }>

/** What was said and what happened in some sessions, as far as it goes into the file. */
async function readLines(ctx: AgentContext, making: Making, found: readonly Found[]): Promise<LinesOf> {
  const { transcripts, notes, systemMessages } = making.head.options
  const items = found.map(({ item }) => item)
  const [talks, remarks, events] = await Promise.all([
    transcripts && items.length > 0 ? listTalks(ctx.db, ctx.scope, items) : [],
    notes && items.length > 0 ? listNoteLines(ctx.db, ctx.scope, items) : [],
    systemMessages && items.length > 0 ? listEventLines(ctx.db, ctx.scope, items) : [],
  ])
  const files = await filesOf(ctx, talks)
  const saidIn = new Map(talks.map((talk) => [talk.sessionId, talk]))
  const notedIn = Map.groupBy(remarks, ({ sessionId }) => sessionId)
  const happenedIn = Map.groupBy(events, ({ sessionId }) => sessionId)
  return ({ item: { sessionId }, row }) => {
    const naming = {
      word: making.head.word,
      names: making.names,
      fields: making.fieldNames,
      contact: titleOf(row, making),
    }
    const talk = saidIn.get(sessionId)
    const said = talk === undefined ? [] : messageLines(talk, naming, files)
    const rest = [
      ...(notedIn.get(sessionId) ?? []).map((one) => noteLine(one, naming)),
      ...(happenedIn.get(sessionId) ?? []).flatMap((one) => eventLine(one, naming, ctx)),
    ]
    if (rest.length === 0) return said
    const saidPlaced =
      talk === undefined ? [] : said.map((line, i) => ({ version: nth(talk.versions, i), line }))
    const placed = [...saidPlaced, ...rest].sort((a, b) => a.version - b.version)
    return placed.map(({ line }) => line)
  }
}

async function filesOf(
  { db, scope }: AgentContext,
  talks: readonly Talk[],
): Promise<ReadonlyMap<MessageId, readonly FileRow[]>> {
  return await listFilesOf(
    db,
    scope,
    talks.flatMap(({ ids }) => ids?.filter((id) => id !== null) ?? []),
  )
}

type Naming = Parameters<typeof nameOf>[1]

const none: readonly ExportedFile[] = []
const kindOf = { contact: 'contact', agent: 'agent', bot: 'bot', system: 'bot' } as const

function messageLines(
  { ats, authors, texts, ids }: Talk,
  naming: Naming,
  files: ReadonlyMap<MessageId, readonly FileRow[]>,
): readonly ExportedLine[] {
  return authors.map((author, i): ExportedLine => {
    const id = ids === null ? null : nth(ids, i)
    return {
      at: nth(ats, i),
      kind: kindOf[author.kind],
      who: nameOf(author, naming),
      text: nth(texts, i),
      files: id === null ? none : (files.get(id) ?? []).map(presentFile),
    }
  })
}

function nth<One>(list: readonly One[], i: number): One {
  const one = list[i]
  if (one === undefined) throw new Error('The lists of what was said are out of step')
  return one
}

const presentFile = ({ id, name, mediaType, bytes }: FileRow): ExportedFile => ({
  id: asId<FileId>(id),
  name,
  mediaType,
  bytes,
})

function noteLine({ version, at, author, text }: NoteLine, naming: Naming): PlacedLine {
  const who = nameOf(author, naming)
  return { version, line: { at: instant(at), kind: 'note', who, text, files: none } }
}

function eventLine(
  { version, at, event }: EventLine,
  naming: Naming,
  { audience }: AgentContext,
): PlacedLine[] {
  const visible = visibleTo(audience, event)
  const text = visible === null ? '' : describeEvent(visible, naming)
  if (text === '') return []
  const who = naming.word('unnamed.system')
  return [{ version, line: { at: instant(at), kind: 'system', who, text, files: none } }]
}

const titleOf = ({ contact }: SessionRow, { head }: Making): string =>
  contact.name ?? head.word('unnamed.contact')

function present(
  { can }: AgentContext,
  making: Making,
  { row }: Found,
  lines: readonly ExportedLine[],
): ExportedSession {
  const { head, columns, names } = making
  const cellMaking = {
    now: head.madeAt,
    timeZone: head.options.timeZone,
    word: head.word,
    names,
    seesScores: can('quality.review'),
  }
  return {
    id: row.session.id,
    number: row.session.number,
    title: titleOf(row, making),
    cells: columns.map(({ cell }) => cell(row, cellMaking)),
    lines,
  }
}
