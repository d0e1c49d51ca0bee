import { matchesSearchable, parseSearch, type Search, searchableOf } from '@rapport/domain'
import type { Client } from 'pg'

/** What is searched for, and of which kind it is. */
export type SearchCase = Readonly<{ kind: string; q: string; search: Search }>

const perKind = 24
const han = /[\u4e00-\u9fff]{2}/u

/**
 * Searches of every kind, taken from what was said: the words of messages spread over all of history, so that the
 * frequent and the rare come as often as people say them.
 */
export async function searchCases(client: Client, workspaceId: string): Promise<readonly SearchCase[]> {
  const { rows } = await client.query<{ text: string }>(
    `select text from messages tablesample system (0.2) repeatable (5)
      where workspace_id = $1 and length(text) > 12 order by message_id`,
    [workspaceId],
  )
  const texts = rows.map(({ text }) => text)
  const wordsOf = (text: string) => text.match(/[\p{L}\p{M}]{4,}/gu)?.filter((word) => !han.test(word)) ?? []
  const words = texts.flatMap((text) => wordsOf(text).slice(1, 2))
  const kinds: Readonly<Record<string, readonly string[]>> = {
    word: words.map((word) => `"${word}"`),
    prefix: words.map((word) => word.slice(0, 4)),
    'two words': texts.flatMap((text) =>
      wordsOf(text).length < 3 ? [] : [wordsOf(text).slice(1, 3).join(' ')],
    ),
    phrase: texts.flatMap(
      (text) => text.match(/\p{L}{2,} \p{L}{2,}(?: \p{L}{2,})?/u)?.map((phrase) => `"${phrase}"`) ?? [],
    ),
    'two Chinese letters': texts.flatMap((text) => han.exec(text)?.[0] ?? []),
    'a number': texts.flatMap((text) => /[A-Z]{2}-\d{4}/.exec(text)?.[0] ?? []),
    'no hit': words.map((word, i) => `${word.slice(0, 3)}qx${i}`),
  }
  return Object.entries(kinds).flatMap(([kind, all]) =>
    spread([...new Set(all)]).flatMap((q) => {
      const search = parseSearch(q)
      return search === null ? [] : [{ kind, q, search }]
    }),
  )
}

const spread = (all: readonly string[]): string[] =>
  all.filter((_, i) => i % Math.max(1, Math.floor(all.length / perKind)) === 0).slice(0, perKind)

const pageRows = 20_000

/** How many messages each search matches by the definition, read one after the other; counted no further than `max`. */
export async function scanCounts(
  client: Client,
  workspaceId: string,
  { cases, max }: Readonly<{ cases: readonly SearchCase[]; max: number }>,
): Promise<number[]> {
  const counts = cases.map(() => 0)
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await client.query<{ id: string; text: string | null; kind: string }>(
      `select message_id as id, text, author ->> 'kind' as kind from messages
        where workspace_id = $1 and message_id > $2 order by message_id limit ${pageRows}`,
      [workspaceId, after],
    )
    for (const { text, kind } of rows) {
      if (text === null || kind === 'system') continue
      const kept = searchableOf(text)
      cases.forEach(({ search }, i) => {
        const count = counts[i] ?? 0
        if (count < max && matchesSearchable(search, kept)) counts[i] = count + 1
      })
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageRows) return counts
    after = last.id
  }
}
