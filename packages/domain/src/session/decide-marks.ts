import type { Actor } from '../actor.ts'
import { agent } from '../actor.ts'
import type { AgentId, MessageId, NoteId, TagId, WatchWordId } from '../ids.ts'
import { conflictAmong, excludeEachOther } from '../tags/tag-rules.ts'
import type { TagTree } from '../tags/tag-tree.ts'
import { accept, type Decision, refuse } from './decide.ts'
import type { FieldSource } from './events.ts'
import type { Priority, Session } from './session.ts'

/*
 * What is said about a session, in ended ones too: what was learned later belongs to the record. Saying what stands
 * already changes nothing, so that a repetition leaves no trace.
 */

/** Says how urgent the session is. */
export function setPriority(session: Session, priority: Priority, by: Actor): Decision {
  if (session.priority === priority) return accept()
  return accept({ type: 'session.prioritised', priority, by })
}

/** Says what came of it; null takes that back. */
export function setOutcome(session: Session, outcome: string | null, by: Actor): Decision {
  if (session.outcome === outcome) return accept()
  return accept({ type: 'session.outcome_set', outcome, by })
}

/** The contact's verdict, 1 to 5. A later one takes the place of an earlier one. */
export function rate(session: Session, rating: number, by: Actor): Decision {
  if (session.rating === rating) return accept()
  return accept({ type: 'session.rated', rating, by })
}

/**
 * Adds and removes tags, only those that change something. Of an exclusive group a session carries one tag at most: another
 * one takes its place, and two of them asked for together are refused, because nobody could say which was meant.
 */
export function changeTags(
  session: Session,
  { add, remove, tree }: Readonly<{ add: readonly TagId[]; remove: readonly TagId[]; tree: TagTree }>,
  by: Actor,
): Decision {
  const wanted = [...new Set(add)]
  if (conflictAmong(tree, wanted) !== null) return refuse('tags_exclusive')
  const added = wanted.filter((id) => !session.tagIds.includes(id))
  const isReplaced = (id: TagId) => added.some((one) => excludeEachOther(tree, one, id))
  const removed = session.tagIds.filter((id) => !add.includes(id) && (remove.includes(id) || isReplaced(id)))
  return accept(
    ...(removed.length > 0 ? [{ type: 'session.untagged', tagIds: removed, by } as const] : []),
    ...(added.length > 0 ? [{ type: 'session.tagged', tagIds: added, by } as const] : []),
  )
}

/** Custom fields got other values; which, and from where. The values stand with the session. */
export function setFields(keys: readonly string[], source: FieldSource, by: Actor): Decision {
  return keys.length === 0 ? accept() : accept({ type: 'session.fields_set', keys, source, by })
}

/** Watch-words were found in one of its messages. */
export function flagSession(messageId: MessageId, wordIds: readonly WatchWordId[]): Decision {
  return wordIds.length === 0 ? accept() : accept({ type: 'session.flagged', messageId, wordIds })
}

/** An internal note, with those it speaks to. */
export function addNote(noteId: NoteId, by: AgentId, mentions: readonly AgentId[] = []): Decision {
  const author = agent(by)
  const agentIds = [...new Set(mentions)]
  return accept(
    { type: 'note.added', noteId, author },
    ...(agentIds.length > 0 ? [{ type: 'note.mentioned', noteId, agentIds, by: author } as const] : []),
  )
}

/**
 * An agent writes to a client first: a new session begins in the conversation, and is theirs at once.
 * `session` is a fresh one in which nothing but its start has been decided.
 */
export function contactClient(session: Session, by: AgentId, messageId: MessageId): Decision {
  if (session.state === 'ended') return refuse('session_ended')
  const author = agent(by)
  return accept(
    { type: 'session.assigned', agentId: by, by: author, how: 'contact' },
    { type: 'message.sent', messageId, author },
  )
}
