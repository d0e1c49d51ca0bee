import { X } from 'lucide-react'
import { classNames } from './class-names.ts'
import { useUiText } from './locale.tsx'

const dots = {
  grey: 'bg-tag-grey',
  red: 'bg-tag-red',
  orange: 'bg-tag-orange',
  yellow: 'bg-tag-yellow',
  green: 'bg-tag-green',
  teal: 'bg-tag-teal',
  blue: 'bg-tag-blue',
  violet: 'bg-tag-violet',
  pink: 'bg-tag-pink',
}

/** A tag's own colour, as a token. */
export type TagTone = keyof typeof dots

/** The colour of a tag as a dot, for lists and menus; its name stands beside it. */
export function TagDot({ colour }: { colour: TagTone }) {
  return <span aria-hidden="true" className={classNames('size-2 shrink-0 rounded-full', dots[colour])} />
}

/** A tag, with a dot where it has a colour: the dot carries it, never the word, so that filled boxes stay for states. */
export function TagChip(props: {
  name: string
  /** Its name behind those it stands under, for who points at it; its name where there is none. */
  path?: string | undefined
  colour?: TagTone | undefined
  onRemove?: (() => void) | undefined
}) {
  const { name, onRemove } = props
  const text = useUiText()
  return (
    <span
      title={props.path ?? name}
      className="inline-flex h-4.75 max-w-48 min-w-0 items-center gap-1.25 rounded-small border border-line bg-surface px-1.5 text-small text-muted"
    >
      {props.colour ? <TagDot colour={props.colour} /> : null}
      <bdi className="truncate">{name}</bdi>
      {onRemove ? (
        <button
          type="button"
          aria-label={text('ui.remove', { name })}
          onClick={onRemove}
          className="relative -me-1 grid size-4 place-items-center rounded-small after:absolute after:-inset-1 hover:bg-hover hover:text-text"
        >
          <X size={10} aria-hidden="true" />
        </button>
      ) : null}
    </span>
  )
}

/** The first tags and how many more there are; the rest is named on hover, and to those who listen. */
export function TagChips(props: {
  tags: readonly Readonly<{ id: string; name: string; path?: string; colour?: TagTone }>[]
  max?: number
}) {
  const { tags, max = 2 } = props
  const text = useUiText()
  const rest = tags.slice(max)
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1 align-middle">
      {tags.slice(0, max).map(({ id, name, path, colour }) => (
        <TagChip key={id} name={name} path={path} colour={colour} />
      ))}
      {rest.length > 0 ? (
        <span
          title={rest.map(({ name, path = name }) => path).join(', ')}
          className="inline-flex h-4.75 shrink-0 items-center rounded-small border border-line bg-surface px-1.5 text-small text-muted"
        >
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">{text('ui.moreTags', { n: rest.length })}</span>
        </span>
      ) : null}
    </span>
  )
}
