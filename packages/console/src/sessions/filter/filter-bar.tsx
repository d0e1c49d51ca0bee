import { Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useCallback, useRef } from 'react'
import { useMessages, useShortcut, useShortcutLabel, withWords } from '../../app/index.ts'
import { Button, classNames, Skeleton } from '../../ui/index.ts'
import { countGroups } from './advanced-groups.ts'
import { type ChipFilter, type FilterChip, withChip } from './filter-chips.ts'
import type { Editing, FilterEditing } from './filter-editing.ts'
import { type Filter, textOf } from './use-filter.ts'

// The names of what chips compare with come with the first chip: most lists have none.
const FilterChips = lazy(
  withWords(() => import('./filter-chip-row.tsx').then((part) => ({ default: part.FilterChipRow }))),
)
const FilterEditor = lazy(
  withWords(() => import('./filter-editor.tsx').then((part) => ({ default: part.FilterEditor }))),
)
const WrongFilter = lazy(
  withWords(() => import('./wrong-filter.tsx').then((part) => ({ default: part.WrongFilter }))),
)

/** What the bar takes. `onFilter` with `replace` leaves no step in the history. */
export type FilterBarProps = Readonly<{
  /** Gives its line to something else for a while, and keeps what is being edited. */
  isHidden: boolean
  filter: Filter
  editing: FilterEditing
  onFilter: (text: string, how: { replace: boolean }) => void
  onReset: () => void
  /** At the end of the line: what concerns the view. */
  trailing: ReactNode
}>

/** The filter in chips, all of which must hold; each is changed where it stands. */
export function FilterBar(props: FilterBarProps) {
  const { filter, trailing } = props
  return (
    <div
      className={classNames(
        'min-h-11 shrink-0 items-center gap-3 border-b border-line px-4 py-1.5 max-sm:flex-wrap',
        props.isHidden ? 'hidden' : 'flex',
      )}
    >
      {filter.read.status === 'wrong' ? (
        <Suspense>
          <WrongFilter
            key={filter.text}
            filter={filter}
            problems={filter.read.problems}
            onApply={(text) => props.onFilter(text, { replace: false })}
            onReset={props.onReset}
          />
        </Suspense>
      ) : (
        <Chips {...props} chips={filter.read.status === 'read' ? filter.read.chips : noChips} />
      )}
      {filter.read.status === 'wrong' ? null : trailing}
    </div>
  )
}

const noChips: ChipFilter = { chips: [], groups: [] }

function Chips(props: FilterBarProps & { chips: ChipFilter }) {
  const { chips, filter, editing: editor } = props
  const { editing, edit, stop } = editor
  const frame = useRef<HTMLDivElement>(null)
  const apply = useApply(props)
  const shown = shownChips(chips, editing)
  return (
    <div
      ref={frame}
      className="ui-no-scrollbar flex min-w-0 flex-1 flex-wrap items-center gap-1.5 max-sm:basis-full max-sm:flex-nowrap max-sm:overflow-x-auto"
    >
      {shown.length + chips.groups.length === 0 ? null : (
        <Suspense fallback={<Skeleton className="h-6.5 w-40 rounded-base" />}>
          <FilterChips
            catalogue={filter.catalogue}
            chips={shown}
            groups={countGroups(chips.groups)}
            editing={editing}
            edit={edit}
            onRemove={(place) => {
              const chip = shown[place]
              stop()
              if (chip === undefined) apply({ ...chips, groups: [] }, false)
              else apply(withChip(chips, place, chip.field, []), false)
            }}
          />
        </Suspense>
      )}
      <AddButton onOpen={(anchor) => edit({ what: 'list', anchor })} />
      {editing === null ? null : (
        <Suspense>
          <FilterEditor {...props} editing={editing} editor={editor} apply={apply} frame={frame} />
        </Suspense>
      )}
    </div>
  )
}

/** A chip that is being made has its place in the bar before it says anything. */
function shownChips({ chips }: ChipFilter, editing: Editing | null): readonly FilterChip[] {
  if (editing?.what !== 'chip' || editing.place < chips.length) return chips
  return [...chips, { field: editing.field, anyOf: [] }]
}

/** Puts a filter into the address: the first change of an edit as a step of its own, the following ones in its place. */
function useApply({ onFilter, editing: { editing } }: FilterBarProps) {
  const last = useRef<Editing | null>(null)
  return useCallback(
    (chips: ChipFilter, isEdit: boolean) => {
      const replace = isEdit && editing !== null && last.current === editing
      last.current = isEdit ? editing : null
      onFilter(textOf(chips), { replace })
    },
    [onFilter, editing],
  )
}

function AddButton({ onOpen }: { onOpen: (anchor: Element) => void }) {
  const t = useMessages()
  const label = useShortcutLabel()
  const button = useRef<HTMLButtonElement>(null)
  useShortcut('sessions.shortcut.filter', 'f', () => (button.current ? onOpen(button.current) : false), {
    opens: 'field',
  })
  return (
    <Button
      ref={button}
      size="small"
      kind="quiet"
      icon={<Plus size={13} aria-hidden="true" />}
      title={`${t('sessions.filter.addLong')} (${label('f')})`}
      aria-haspopup="dialog"
      onClick={(event) => onOpen(event.currentTarget)}
    >
      {t('sessions.filter.add')}
    </Button>
  )
}
