import { useMessages } from '../../app/index.ts'
import { Avatar } from '../../ui/index.ts'
import type { Mentionable } from './mentions.ts'

/** The colleagues offered after an @, over the text. The keys stay with the text; a pointer may choose as well. */
export function MentionList(props: {
  id: string
  people: readonly Mentionable[]
  activeId: string
  onChoose(person: Mentionable): void
}) {
  const t = useMessages()
  return (
    <div
      id={props.id}
      role="listbox"
      aria-label={t('sessions.compose.mention')}
      className="ui-float absolute inset-s-2 bottom-full z-30 mb-1 w-64 max-w-[calc(100%-1rem)] p-1"
    >
      {props.people.map((person) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text has the keys, and hands on those of the list
        <div
          key={person.id}
          id={`${props.id}-${person.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={person.id === props.activeId}
          // Pressing would take the focus out of the text.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => props.onChoose(person)}
          className="flex min-h-7.5 cursor-default items-center gap-2 rounded-base px-2 select-none hover:bg-hover aria-selected:bg-hover"
        >
          <Avatar name={person.name} pictureUrl={person.avatarUrl} />
          <bdi className="truncate">{person.name}</bdi>
        </div>
      ))}
    </div>
  )
}
