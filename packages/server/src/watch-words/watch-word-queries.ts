import type { WatchWordId } from '@rapport/domain'
import { sql } from 'kysely'
import type { Scope } from '../platform/context.ts'
import type { Db, DbOrTx, Tx } from '../platform/db/index.ts'

/** Whose messages a watch-word is looked for in. */
export type WatchSide = 'contact' | 'agent' | 'both'

/** A watch-word as it is stored. */
export type WatchWord = Readonly<{ id: WatchWordId; text: string; side: WatchSide; createdAt: number }>

/** Everything that is watched for, in no order. Small: read whole. */
export async function listWatchWords(db: DbOrTx, { workspaceId }: Scope): Promise<WatchWord[]> {
  const { rows } = await sql<WatchWord>`
    select watch_word_id as id, text, side, created_at as "createdAt" from watch_words
     where workspace_id = ${workspaceId} and removed_at is null`.execute(db)
  return rows
}

/** A watch-word, and in how many messages it was found lately. */
export type CountedWatchWord = WatchWord & Readonly<{ hits: number }>

/** Everything that is watched for, by its text, with its hits since a moment. Hits by watch_hits_at. */
export async function listCountedWords(
  db: DbOrTx,
  { workspaceId }: Scope,
  since: number,
): Promise<CountedWatchWord[]> {
  const { rows } = await sql<CountedWatchWord>`
    with lately as (
      select word_id, count(*) as hits from watch_hits h cross join lateral unnest(h.word_ids) as word_id
       where h.workspace_id = ${workspaceId} and h.at > ${new Date(since)} group by 1)
    select w.watch_word_id as id, w.text, w.side, w.created_at as "createdAt", coalesce(l.hits, 0) as hits
      from watch_words w left join lately l on l.word_id = w.watch_word_id
     where w.workspace_id = ${workspaceId} and w.removed_at is null
     order by lower(w.text), w.side`.execute(db)
  return rows
}

/** Adds words to watch for; one that is there already on the same side stays as it is. By watch_words_text. */
export async function insertWatchWords(
  tx: Tx,
  { workspaceId }: Scope,
  {
    words,
    side,
    at,
  }: Readonly<{
    words: readonly Readonly<{ id: WatchWordId; text: string }>[]
    side: WatchSide
    at: number
  }>,
): Promise<void> {
  await sql`
    insert into watch_words (workspace_id, watch_word_id, side, text, created_at)
    select ${workspaceId}, new.id, ${side}, new.text, ${new Date(at)}
      from unnest(${words.map(({ id }) => id)}::uuid[], ${words.map(({ text }) => text)}::text[]) as new (id, text)
    on conflict (workspace_id, side, lower(text)) where removed_at is null do nothing`.execute(tx)
}

/** Watches for a word no longer; false when it is not watched for. By primary key. */
export async function removeWatchWord(
  db: Db,
  { workspaceId }: Scope,
  { id, at }: Readonly<{ id: WatchWordId; at: number }>,
): Promise<boolean> {
  const { rows } = await sql`
    update watch_words set removed_at = ${new Date(at)}
     where workspace_id = ${workspaceId} and watch_word_id = ${id} and removed_at is null returning 1`.execute(
    db,
  )
  return rows.length > 0
}
