import type { SessionRow } from '@rapport/contract/light'
import type { Session } from '@rapport/domain'
import { useMe, useMessages } from '../app/index.ts'
import { Avatar, Tooltip } from '../ui/index.ts'
import { botsIn } from './bots-in.ts'
import type { ThreadContent } from './thread/thread-items.ts'

/** Somebody of ours who took part, as far as their name is known. */
export type Participating = Readonly<{ id: string; name: string; avatarUrl: string | null }>

/** Every agent who had the session or wrote in it, and the bots that did, in the order they came. */
export function useParticipants(
  session: Session,
  content: ThreadContent,
  row: SessionRow,
): readonly Participating[] {
  const t = useMessages()
  const me = useMe()
  const agents = session.participants.map(({ agentId }) => {
    const isMe = agentId === me.user.id
    const person = content.people[agentId]
    const isHolder = 'agentId' in session && session.agentId === agentId
    const name = person?.name ?? (isMe ? me.displayName : isHolder ? row.agentName : null)
    return {
      id: agentId,
      name: name ?? t('sessions.thread.unnamed.agent'),
      avatarUrl: person?.avatarUrl ?? null,
    }
  })
  const bots = botsIn(content).map(({ id, name, avatarUrl }) => ({
    id,
    name: name ?? t('sessions.thread.unnamed.bot'),
    avatarUrl,
  }))
  return [...bots, ...agents]
}

const shownMax = 5

/** Those who took part as pictures, each with its name on hover; all names for those who do not see them. */
export function Participants({ people }: { people: readonly Participating[] }) {
  const t = useMessages()
  if (people.length === 0) return null
  const rest = people.slice(shownMax)
  return (
    <ul
      aria-label={t('sessions.participants')}
      className="flex items-center -space-x-1.5 rtl:space-x-reverse"
    >
      {people.slice(0, shownMax).map(({ id, name, avatarUrl }) => (
        <li key={id} className="rounded-full ring-2 ring-surface">
          <Tooltip text={name}>
            <span>
              <Avatar name={name} pictureUrl={avatarUrl} />
              <span className="sr-only">{name}</span>
            </span>
          </Tooltip>
        </li>
      ))}
      {rest.length > 0 ? (
        <li className="ps-2.5 text-small text-muted" title={rest.map(({ name }) => name).join(', ')}>
          +{rest.length}
        </li>
      ) : null}
    </ul>
  )
}
