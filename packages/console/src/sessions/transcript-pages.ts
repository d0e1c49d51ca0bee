import type { SessionTranscript } from '@rapport/contract/light'
import type { SessionRecord } from './merge-record.ts'
import type { ThreadContent } from './thread/thread-items.ts'

/**
 * A session with a page of what was said in it, put beside those that are here. Of the rest the newer one holds, and
 * only on the side that was asked for it is known anew whether there is more.
 */
export function addPage(
  held: SessionTranscript,
  page: SessionTranscript,
  side: 'before' | 'after',
): SessionTranscript {
  const newest = page.row.session.version >= held.row.session.version ? page : held
  const byVersion = new Map([...held.messages, ...page.messages].map((message) => [message.version, message]))
  return {
    ...newest,
    people: [...new Map([...held.people, ...page.people].map((person) => [person.id, person])).values()],
    messages: [...byVersion.values()].sort((a, b) => a.version - b.version),
    earlier: side === 'before' ? page.earlier : held.earlier,
    later: side === 'after' ? page.later : held.later,
  }
}

/**
 * What of a session stands between its first and its last message here: what happened before or after belongs to pages
 * that are not, and would be read as if nothing had been said between.
 */
export function partHere({ content, earlier, later }: SessionRecord): ThreadContent {
  const from = earlier ? (content.messages[0]?.version ?? 0) : 0
  const to = later ? (content.messages.at(-1)?.version ?? 0) : Number.POSITIVE_INFINITY
  const isHere = (version: number) => version >= from && version <= to
  return {
    ...content,
    events: content.events.filter(({ recorded }) => isHere(recorded.version)),
    notes: content.notes.filter(({ version }) => isHere(version)),
  }
}
