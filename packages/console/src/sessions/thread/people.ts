import type { PersonView } from '@rapport/contract/light'
import type { Actor } from '@rapport/domain'
import type { Translate } from '../../app/index.ts'

/** Who is who in a thread: `meId` is "you", and teams are named by whoever knows them. */
export type ThreadPeople = Readonly<{
  people: Readonly<Record<string, PersonView>>
  meId: string
  teamNames: Readonly<Record<string, string>>
  /** The names of tags by id and of custom fields by key; what is not here is told without its name. */
  tagNames?: Readonly<Record<string, string>> | undefined
  fieldNames?: Readonly<Record<string, string>> | undefined
}>

/** The name of whoever did something, as the reader calls them: "You", a colleague, the bot. */
export function nameOf(actor: Actor, { people, meId }: ThreadPeople, t: Translate): string {
  if (actor.kind === 'system') return 'Rapport'
  if (actor.id === meId) return t('sessions.thread.you')
  return people[actor.id]?.name ?? t(`sessions.thread.unnamed.${actor.kind}`)
}

/** The same inside a sentence: "you". */
export const nameInside = (actor: Actor, who: ThreadPeople, t: Translate): string =>
  actor.kind !== 'system' && actor.id === who.meId ? t('sessions.thread.youInside') : nameOf(actor, who, t)
