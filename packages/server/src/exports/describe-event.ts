import { type Actor, isMark, type MarkEvent, type SessionEvent } from '@rapport/domain'
import type { Word } from './words.ts'

/** What a description calls things by. `fields` are custom fields by key. */
export type Naming = Readonly<{
  word: Word
  names: ReadonlyMap<string, string>
  fields: ReadonlyMap<string, string>
  contact: string
}>

/** Who did something, by name. */
export function nameOf(actor: Actor, { word, names, contact }: Naming): string {
  if (actor.kind === 'contact') return contact
  const name = actor.kind === 'system' ? undefined : names.get(actor.id)
  return name ?? word(`unnamed.${actor.kind}`)
}

/** What happened, in words: "Transferred to Sales by Wei". Empty for what a transcript shows otherwise, or not at all. */
export function describeEvent(event: SessionEvent, naming: Naming): string {
  if (isMark(event)) return describeMark(event, naming)
  const { word } = naming
  switch (event.type) {
    case 'session.started':
      return word('event.started')
    case 'session.handed_off': {
      const name = nameOf(event.by, naming)
      return event.reason === null
        ? word('event.handedOff', { name })
        : word('event.handedOffBecause', { name, reason: event.reason })
    }
    case 'session.assigned':
      return word('event.assigned', { name: nameOf({ kind: 'agent', id: event.agentId }, naming) })
    case 'session.transferred':
      return describeTransfer(event, naming)
    case 'session.released':
      return word('event.released', { name: nameOf(event.by, naming) })
    case 'session.held':
      return word('event.held', { name: nameOf(event.by, naming) })
    case 'session.resumed':
      return word('event.resumed', { name: nameOf(event.by, naming) })
    case 'session.wrap_up_started':
      return word('event.wrapUp')
    case 'session.ended':
      return event.by.kind === 'system'
        ? word('event.endedAlone', { reason: word(`endReason.${event.endReason}`) })
        : word('event.ended', { name: nameOf(event.by, naming) })
    case 'message.received':
    case 'message.sent':
    case 'message.accepted':
    case 'message.failed':
    case 'message.unknown':
    case 'message.edited':
    case 'message.deleted':
    case 'message.reacted':
    case 'note.added':
      return ''
  }
}

function describeTransfer(
  { by, to }: Extract<SessionEvent, { type: 'session.transferred' }>,
  naming: Naming,
): string {
  const { word, names } = naming
  const name = nameOf(by, naming)
  if ('teamId' in to)
    return word('event.transferred', { name, target: names.get(to.teamId) ?? word('unnamed.team') })
  if (by.kind === 'agent' && by.id === to.agentId) return word('event.takenOver', { name })
  return word('event.transferred', { name, target: nameOf({ kind: 'agent', id: to.agentId }, naming) })
}

function describeMark(event: MarkEvent, naming: Naming): string {
  const { word } = naming
  if (event.type === 'session.flagged') return word('event.flagged')
  const name = nameOf(event.by, naming)
  switch (event.type) {
    case 'note.mentioned':
      return ''
    case 'session.prioritised':
      return word('event.prioritised', { name, priority: word(`priority.${event.priority}`) })
    case 'session.outcome_set':
      return event.outcome === null
        ? word('event.outcomeTaken', { name })
        : word('event.outcome', { name, outcome: event.outcome })
    case 'session.rated':
      return word('event.rated', { rating: event.rating })
    case 'session.tagged':
    case 'session.untagged':
      return describeTags(event, name, naming)
    case 'session.fields_set': {
      const fields = event.keys.map((key) => naming.fields.get(key) ?? key).join(', ')
      return event.by.kind === 'agent' || event.by.kind === 'bot'
        ? word('event.fieldsBy', { fields, name })
        : word('event.fieldsFrom', { fields, source: word(`source.${event.source}`) })
    }
    case 'session.summarised':
    case 'session.sentiment_set':
    case 'session.reviewed':
      return describeJudgement(event, name, word)
  }
}

function describeTags(
  { type, tagIds }: Extract<SessionEvent, { tagIds: unknown }>,
  name: string,
  { word, names }: Naming,
): string {
  const verb = type === 'session.tagged' ? 'tagged' : 'untagged'
  const tags = tagIds.flatMap((id) => names.get(id) ?? []).join(', ')
  return tags === '' ? word(`event.${verb}Plain`, { name }) : word(`event.${verb}`, { name, tags })
}

type Judgement = Extract<
  SessionEvent,
  { type: 'session.summarised' | 'session.sentiment_set' | 'session.reviewed' }
>

function describeJudgement(event: Judgement, name: string, word: Word): string {
  switch (event.type) {
    case 'session.summarised':
      return event.method === 'hand' ? word('event.summarisedBy', { name }) : word('event.summarised')
    case 'session.sentiment_set':
      return event.score === null
        ? word('event.sentimentNone')
        : word('event.sentiment', { score: event.score })
    case 'session.reviewed':
      return event.score === null
        ? word('event.reviewedPlain', { name })
        : word('event.reviewed', { name, score: Math.round(event.score) })
  }
}
