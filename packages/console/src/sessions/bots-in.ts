import type { PersonView } from '@rapport/contract/light'
import type { ThreadContent } from './thread/thread-items.ts'

/**
 * The bots that hosted a session or spoke in it. `people` alone does not say: it names whoever is in the conversation,
 * with the bots of its other sessions.
 */
export function botsIn({
  events,
  messages,
  people,
}: Pick<ThreadContent, 'events' | 'messages' | 'people'>): readonly PersonView[] {
  const ids = new Set<string>([
    ...events.flatMap(({ recorded: { event } }) =>
      event.type === 'session.started' && event.as === 'bot' ? [event.botId] : [],
    ),
    ...messages.flatMap(({ author }) => (author.kind === 'bot' ? [author.id] : [])),
  ])
  return Object.values(people).filter(({ kind, id }) => kind === 'bot' && ids.has(id))
}
