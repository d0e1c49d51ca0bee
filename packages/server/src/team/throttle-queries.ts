import { sql } from 'kysely'
import type { DbOrTx } from '../platform/db/index.ts'

/** How long failures count, in minutes, from the first of them. */
const windowMinutes = 15

/** The attempts under one key, and how long until they are forgotten. */
export type Attempts = Readonly<{ count: number; leftMs: number }>

/**
 * Counts one attempt under each key and answers the counts, this one included. One statement that locks the rows in
 * the order given: callers name an account before an address, so that no two attempts wait for each other in a circle.
 */
export async function countAttempt(db: DbOrTx, keys: readonly string[]): Promise<Map<string, Attempts>> {
  const { rows } = await sql<{ key: string; failures: number; left_ms: number }>`
    insert into throttles as t (key, failures, window_ends_at)
    select key, 1, now() + make_interval(mins => ${windowMinutes}) from unnest(${keys}::text[]) as key
    on conflict (key) do update set
      failures = case when t.window_ends_at > now() then t.failures + 1 else 1 end,
      window_ends_at = case when t.window_ends_at > now() then t.window_ends_at else excluded.window_ends_at end
    returning key, failures, extract(epoch from window_ends_at - now()) * 1000 as left_ms`.execute(db)
  return new Map(rows.map(({ key, failures, left_ms }) => [key, { count: failures, leftMs: left_ms }]))
}

/** Takes one attempt back: it was no failure. Locks in the order given, as `countAttempt` does. */
export async function takeBackAttempt(db: DbOrTx, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await sql`update throttles set failures = greatest(failures - 1, 0) where key = ${key}`.execute(db)
  }
}
