import type { EventOf, MarkEvent } from '@rapport/domain'
import type { Translate } from '../../app/index.ts'
import { nameInside, type ThreadPeople } from './people.ts'

type Mark = Exclude<MarkEvent, EventOf<'note.mentioned'>>

/** What somebody said about a session, in words: "Tagged Delivery by Wei". */
export function describeMark(event: Mark, who: ThreadPeople, t: Translate): string {
  if (event.type === 'session.flagged') return t('sessions.thread.flagged')
  const name = nameInside(event.by, who, t)
  switch (event.type) {
    case 'session.prioritised':
      return t('sessions.thread.prioritised', { name, priority: t(`sessions.priority.${event.priority}`) })
    case 'session.outcome_set':
      return event.outcome === null
        ? t('sessions.thread.outcomeTaken', { name })
        : t('sessions.thread.outcome', { name, outcome: event.outcome })
    case 'session.rated':
      return t('sessions.thread.rated', { rating: event.rating })
    case 'session.tagged':
    case 'session.untagged': {
      const verb = event.type === 'session.tagged' ? 'tagged' : 'untagged'
      const names = named(event.tagIds, who.tagNames)
      return names === ''
        ? t(`sessions.thread.${verb}`, { name })
        : t(`sessions.thread.${verb}With`, { name, tags: names })
    }
    case 'session.fields_set':
      return describeFields(event, name, who, t)
    case 'session.summarised':
    case 'session.sentiment_set':
    case 'session.reviewed':
      return describeJudgement(event, name, t)
  }
}

/** What was made of the session afterwards: a summary, the contact's mood, a review. */
function describeJudgement(
  event: EventOf<'session.summarised' | 'session.sentiment_set' | 'session.reviewed'>,
  name: string,
  t: Translate,
): string {
  switch (event.type) {
    case 'session.summarised':
      return event.method === 'hand'
        ? t('sessions.thread.summarisedBy', { name })
        : t('sessions.thread.summarised')
    case 'session.sentiment_set':
      return event.score === null
        ? t('sessions.thread.sentimentNone')
        : t('sessions.thread.sentiment', { score: event.score })
    case 'session.reviewed':
      return event.score === null
        ? t('sessions.thread.reviewedPlain', { name })
        : t('sessions.thread.reviewed', { name, score: Math.round(event.score) })
  }
}

/** Fields by their names, and by what they came from where no person wrote them. */
function describeFields(
  { keys, source }: EventOf<'session.fields_set'>,
  name: string,
  { fieldNames }: ThreadPeople,
  t: Translate,
): string {
  const fields = keys.map((key) => fieldNames?.[key] ?? key).join(', ')
  return source === 'agent' || source === 'bot'
    ? t('sessions.thread.fieldsBy', { fields, name })
    : t('sessions.thread.fieldsFrom', { fields, source: t(`sessions.fields.source.${source}`) })
}

/** The names that are known, one after another; a tag that was deleted has none. */
const named = (ids: readonly string[], names: Readonly<Record<string, string>> | undefined): string =>
  ids.flatMap((id) => names?.[id] ?? []).join(', ')
