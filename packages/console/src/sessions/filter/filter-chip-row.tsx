import { X } from 'lucide-react'
import { useMessages } from '../../app/index.ts'
import { classNames } from '../../ui/index.ts'
import type { FilterCatalogue } from './filter-catalogue.ts'
import type { FilterChip } from './filter-chips.ts'
import type { Editing } from './filter-editing.ts'
import { useChipWords } from './use-chip-words.ts'

/** The chips of a filter, each with what it asks for in words, and one for all groups at the end. */
export function FilterChipRow(props: {
  catalogue: FilterCatalogue
  chips: readonly FilterChip[]
  /** How many conditions stand in groups. */
  groups: number
  editing: Editing | null
  edit: (editing: Editing) => void
  /** Of the one for all groups it is told the place behind the last chip. */
  onRemove: (place: number) => void
}) {
  const t = useMessages()
  const { chips, groups, editing, edit, onRemove } = props
  const describe = useChipWords(props.catalogue)
  return (
    <>
      {chips.map((chip, place) => (
        <Chip
          // biome-ignore lint/suspicious/noArrayIndexKey: a filter may have two chips on one field
          key={place}
          place={place}
          {...describe(chip)}
          isOpen={editing?.what === 'chip' && editing.place === place}
          onOpen={() => edit({ what: 'chip', field: chip.field, place, at: 'bar' })}
          onRemove={() => onRemove(place)}
        />
      ))}
      {groups > 0 ? (
        <Chip
          place={chips.length}
          term={t('sessions.filter.advancedChip', { n: groups })}
          value=""
          isOpen={editing?.what === 'advanced'}
          onOpen={() => edit({ what: 'advanced' })}
          onRemove={() => onRemove(chips.length)}
        />
      ) : null}
    </>
  )
}

function Chip(props: {
  place: number
  term: string
  value: string
  isOpen: boolean
  onOpen: () => void
  onRemove: () => void
}) {
  const t = useMessages()
  const { term, value } = props
  const name = `${term} ${value}`.trim()
  return (
    <span
      data-chip={props.place}
      className={classNames(
        'inline-flex h-6.5 max-w-full shrink-0 items-stretch rounded-base border bg-surface',
        props.isOpen ? 'border-accent' : 'border-line',
      )}
    >
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={props.isOpen}
        aria-label={t('sessions.filter.edit', { name })}
        title={name}
        onClick={props.onOpen}
        className="flex min-w-0 items-center gap-1.25 rounded-s-base ps-2 pe-1 hover:bg-hover"
      >
        <span className="shrink-0 text-muted">{term}</span>{' '}
        {value === '' ? null : <bdi className="max-w-64 truncate font-medium">{value}</bdi>}
      </button>
      <button
        type="button"
        aria-label={t('sessions.filter.remove', { name })}
        onClick={props.onRemove}
        className="grid w-5.5 place-items-center rounded-e-base text-faint hover:bg-hover hover:text-text"
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  )
}
