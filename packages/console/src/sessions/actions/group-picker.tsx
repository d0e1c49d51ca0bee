import type { TagId } from '@rapport/domain'
import { useMessages } from '../../app/index.ts'
import { TagDot } from '../../ui/index.ts'
import { isWithin, type PlacedTag, pathSign } from '../marks/place-tags.ts'
import { TagsEditor } from '../marks/tags-editor.tsx'
import type { TagChange } from '../session-commands.ts'

/** So many tags are shown as buttons, one press each; more are a list that is searched. */
const shownMax = 12

/** The tags of a required group, to be chosen right where one of them is missing. */
export function GroupPicker(props: {
  group: PlacedTag
  tags: readonly PlacedTag[]
  tagIds: readonly TagId[]
  onChange: (change: TagChange) => void
}) {
  const t = useMessages()
  const { group, tags, tagIds, onChange } = props
  const under = tags.filter((tag) => isWithin(tag, group.id))
  const label = t(group.isExclusive ? 'sessions.ending.oneOf' : 'sessions.ending.group', { name: group.name })
  if (under.length > shownMax) {
    const ids: ReadonlySet<string> = new Set(under.map(({ id }) => id))
    return (
      <div className="grid gap-1">
        <span className="text-small font-medium text-muted">{label}</span>
        <TagsEditor tagIds={tagIds.filter((id) => ids.has(id))} tags={under} onChange={onChange} />
      </div>
    )
  }
  return (
    <fieldset>
      <legend className="mb-1.5 text-small font-medium text-muted">{label}</legend>
      <div className="flex flex-wrap gap-1">
        {under.map((tag) => (
          <GroupTag
            key={tag.id}
            tag={tag}
            words={tag.id === group.id ? tag.name : tag.path.slice(group.path.length + pathSign.length)}
            isOn={tagIds.includes(tag.id)}
            onChange={onChange}
          />
        ))}
      </div>
    </fieldset>
  )
}

function GroupTag(props: {
  tag: PlacedTag
  /** Its path below the group; the group's own name for itself, which will do as well. */
  words: string
  isOn: boolean
  onChange: (change: TagChange) => void
}) {
  const { tag, words, isOn, onChange } = props
  return (
    <button
      type="button"
      aria-pressed={isOn}
      title={tag.path}
      onClick={() => onChange(isOn ? { remove: [tag.id] } : { add: [tag.id] })}
      className="inline-flex min-h-7.5 max-w-full items-center gap-1.5 rounded-control border border-line px-2 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft"
    >
      <TagDot colour={tag.colour} />
      <bdi className="truncate">{words}</bdi>
    </button>
  )
}
