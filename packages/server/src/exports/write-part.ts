import { Readable } from 'node:stream'
import { asId, type FileId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { findFile } from '../platform/files/index.ts'
import type { Making } from './export-head.ts'
import { countWritten, type ExportRecord } from './exports-queries.ts'
import type { ExportedSession, Format, OpenFile } from './format.ts'
import { type Item, insertPart } from './items-queries.ts'
import { readSessions } from './read-sessions.ts'
import { NotOurs, watchHands } from './watch-hands.ts'

/** A part ends after this much time or size, however few its sessions: a crash costs no more. */
const partMs = 5_000
const partBytes = 32 * 1024 * 1024

/** An export in our hands: what is written now goes to `key`. */
export type InHand = Readonly<{ found: ExportRecord; key: string; format: Format }>

type Writing = InHand & Readonly<{ making: Making; items: readonly Item[]; part: number }>

/** Writes the next part, whole or not at all, and counts it. Answers that there is more to do. */
export async function writePart(ctx: AgentContext, writing: Writing): Promise<boolean> {
  const { found, key, format, making, items, part } = writing
  const until = performance.now() + partMs
  const hands = watchHands(ctx, { id: found.id, key })
  const positions = new Map(items.map(({ sessionId, position }) => [sessionId, position]))
  const firstPosition = items[0]?.position ?? 0
  let lastPosition = items.at(-1)?.position ?? 0
  let count = 0
  let bytes = 0

  async function* sessions(): AsyncGenerator<ExportedSession> {
    for await (const session of readSessions(ctx, making, items)) {
      yield session
      count += 1
      await hands.look()
      if (bytes < partBytes && performance.now() < until) continue
      lastPosition = positions.get(session.id) ?? lastPosition
      return
    }
  }

  const first = found.done
  const written = format.writePart(making.head, { first, sessions: sessions() }, openFileOf(ctx))
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of written.body) {
      bytes += chunk.length
      yield chunk
    }
  }
  await ctx.files.put(key, Readable.from(counted(), { objectMode: false }))
  const gone = lastPosition - firstPosition + 1 - count
  await inTransaction(ctx, async (tx) => {
    const progress = { id: found.id, key, done: count, gone, bytes }
    if (!(await countWritten(tx, ctx.scope, progress))) throw new NotOurs()
    const details = written.details()
    await insertPart(tx, ctx.scope, found.id, {
      part,
      firstPosition,
      lastPosition,
      gone,
      key,
      bytes,
      details,
    })
  })
  return true
}

/** A sent file's bytes, if it is still somebody's message's. */
const openFileOf =
  (ctx: AgentContext): OpenFile =>
  async ({ id }) => {
    const file = await findFile(ctx.db, ctx.scope, asId<FileId>(id))
    return file === null || file.messageId === null ? null : await ctx.files.open(file.storageKey)
  }
