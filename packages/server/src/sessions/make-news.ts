import type { EventFrame, FileView } from '@rapport/contract'
import { type Actor, type Audience, asId, recordVisibleTo, type SessionEvent } from '@rapport/domain'
import type { Platform, Scope } from '../platform/context.ts'
import { recordedOf } from './feed.ts'
import type { FeedRecord } from './feed-queries.ts'
import { messageForContact, type People } from './present-bodies.ts'
import { presentFeedBodies } from './present-feed.ts'

/**
 * An event made ready once for everybody: what each audience gets, without the chain's link; null where it is not to know
 * of it. The links to its
 * `files` are nobody's until they are made anew for each follower.
 */
export type News = Readonly<{
  position: number
  seen: Readonly<Record<Audience, string | null>>
  files: readonly FileView[]
}>

/** Turns log entries into frames, once for all followers: what each audience sees is decided here. */
export async function makeNews(
  platform: Platform,
  people: People,
  scope: Scope,
  rows: readonly FeedRecord[],
): Promise<News[]> {
  const bodies = await presentFeedBodies(platform, scope, rows)
  const named = await Promise.all(rows.map((row) => people.find(scope, actorsOf(row.event))))
  return rows.map((row, i) => {
    const recorded = recordedOf(row)
    const frame = {
      type: 'event',
      conversationId: asId(row.conversation_id),
      sessionId: asId(row.session_id),
      position: row.feed_offset,
      recorded,
      message: bodies[i]?.message ?? null,
      note: bodies[i]?.note ?? null,
      people: named[i] ?? [],
    } satisfies Omit<EventFrame, 'after'>
    const visible = recordVisibleTo('contact', recorded)
    const seen =
      visible === null ? [] : actorsOf(visible.event).map((actor) => ('id' in actor ? actor.id : ''))
    const shown = frame.people.filter((person) => (seen as string[]).includes(person.id))
    return {
      position: row.feed_offset,
      files: frame.message?.files ?? [],
      seen: {
        ...framesForAgents(frame),
        contact:
          visible === null
            ? null
            : JSON.stringify({
                ...frame,
                recorded: visible,
                message: frame.message && messageForContact(frame.message),
                note: null,
                people: shown,
              }),
      },
    }
  })
}

/** What the people inside get: written once, where nothing is kept from any of them. */
function framesForAgents(
  frame: Omit<EventFrame, 'after'>,
): Readonly<Record<'agent' | 'supervisor', string | null>> {
  const supervisor = JSON.stringify(frame)
  const recorded = recordVisibleTo('agent', frame.recorded)
  if (recorded?.event === frame.recorded.event) return { agent: supervisor, supervisor }
  return { agent: recorded === null ? null : JSON.stringify({ ...frame, recorded }), supervisor }
}

/** Everybody an event speaks of, so that a client can name them. */
export function actorsOf(event: SessionEvent): Actor[] {
  const actors: Actor[] = []
  if ('by' in event) actors.push(event.by)
  if ('author' in event) actors.push(event.author)
  if ('agentId' in event) actors.push({ kind: 'agent', id: event.agentId })
  if ('botId' in event) actors.push({ kind: 'bot', id: event.botId })
  if (event.type === 'session.transferred' && 'agentId' in event.to)
    actors.push({ kind: 'agent', id: event.to.agentId })
  return actors
}
