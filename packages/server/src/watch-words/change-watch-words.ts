import { randomUUIDv7 } from 'node:crypto'
import type { FieldError } from '@rapport/contract'
import { asId, parseWatchWord, type WatchWordId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { AppError } from '../platform/errors.ts'
import { beginAtEnd } from '../sessions/index.ts'
import {
  type CountedWatchWord,
  insertWatchWords,
  listCountedWords,
  listWatchWords,
  removeWatchWord,
  type WatchSide,
} from './watch-word-queries.ts'

const monthMs = 30 * 24 * 60 * 60 * 1000
const wordsMax = 2_000

/** The moment since which hits are counted for people. */
export const lately = (ctx: Pick<AgentContext, 'now'>): number => ctx.now() - monthMs

/**
 * Adds words to watch for in what is written from now on, all or none; answers those that were asked for, as they now
 * stand. A text without a letter or digit could never be found, and is refused with its place.
 */
export function addWatchWords(
  ctx: AgentContext,
  { texts, side }: Readonly<{ texts: readonly string[]; side: WatchSide }>,
): Promise<CountedWatchWord[]> {
  refuseUnfindable(texts)
  const words = texts.map((text) => ({ id: asId<WatchWordId>(randomUUIDv7()), text }))
  return inTransaction(ctx, async (tx) => {
    await beginAtEnd(tx, ctx.scope, 'watch_words')
    await insertWatchWords(tx, ctx.scope, { words, side, at: ctx.now() })
    const all = await listWatchWords(tx, ctx.scope)
    if (all.length > wordsMax)
      refuse([{ path: ['texts'], message: `makes more than ${wordsMax} watch-words` }])
    const asked = new Set(texts.map((text) => text.toLowerCase()))
    const counted = await listCountedWords(tx, ctx.scope, lately(ctx))
    return counted.filter((word) => word.side === side && asked.has(word.text.toLowerCase()))
  })
}

function refuseUnfindable(texts: readonly string[]): void {
  const faults = texts.flatMap((text, i) =>
    parseWatchWord(text) === null ? [{ path: ['texts', i], message: 'has no letter and no digit' }] : [],
  )
  if (faults.length > 0) refuse(faults)
}

function refuse(fields: readonly FieldError[]): never {
  throw new AppError('invalid_input', {}, { fields })
}

/** Watches for a word no longer. Its hits stay, and go on naming it. */
export async function endWatchWord(ctx: AgentContext, id: WatchWordId): Promise<void> {
  if (!(await removeWatchWord(ctx.db, ctx.scope, { id, at: ctx.now() })))
    throw new AppError('not_found', { watchWordId: id })
}
