import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { useMessages } from '../../app/index.ts'
import { LoadingPane, Popover } from '../../ui/index.ts'
import { columnOfField } from '../sessions-sort.ts'
import { type ChipFilter, withChip } from './filter-chips.ts'
import type { Editing, FilterEditing } from './filter-editing.ts'
import type { Filter } from './use-filter.ts'

const FieldList = lazy(() => import('./field-list.tsx').then((part) => ({ default: part.FieldList })))
const ChipEditor = lazy(() => import('./chip-editor.tsx').then((part) => ({ default: part.ChipEditor })))
const AdvancedDialog = lazy(() =>
  import('./advanced-dialog.tsx').then((part) => ({ default: part.AdvancedDialog })),
)

/** What the editor takes from the bar it belongs to. */
export type FilterEditorProps = Readonly<{
  filter: Filter
  chips: ChipFilter
  editing: Editing
  editor: FilterEditing
  onFilter: (text: string, how: { replace: boolean }) => void
  apply: (chips: ChipFilter, isEdit: boolean) => void
  frame: React.RefObject<HTMLElement | null>
}>

/** Edits what of the filter is asked for, where it stands: the list of fields, one chip, or the groups. */
export function FilterEditor(props: FilterEditorProps) {
  const { filter, chips, editing, apply, frame, onFilter } = props
  const { edit, stop } = props.editor
  if (editing.what === 'advanced') {
    return (
      <Suspense>
        <AdvancedDialog
          filter={filter}
          chips={chips}
          onApply={(text) => {
            stop()
            onFilter(text, { replace: false })
          }}
          onClose={stop}
        />
      </Suspense>
    )
  }
  const anchor = editing.what === 'list' ? editing.anchor : () => anchorOf(editing, frame.current)
  return (
    <EditorFrame anchor={anchor} onClose={stop} key={editing.what === 'chip' ? editing.field : 'list'}>
      {editing.what === 'list' ? (
        <FieldList
          catalogue={filter.catalogue}
          onPick={(field) => edit({ what: 'chip', field, place: chips.chips.length, at: 'bar' })}
          onAdvanced={() => edit({ what: 'advanced' })}
        />
      ) : (
        <ChipOf {...{ filter, chips, editing, apply, stop }} />
      )}
    </EditorFrame>
  )
}

/** Where a chip is edited: at its column's header while there is one, else where it stands in the bar. */
function anchorOf({ at, field, place }: Extract<Editing, { what: 'chip' }>, bar: HTMLElement | null) {
  const header = document.querySelector(`[data-filter-of="${columnOfField(field)}"]`)
  return (at === 'column' ? header : null) ?? bar?.querySelector(`[data-chip="${place}"]`) ?? bar
}

function ChipOf(
  props: Pick<FilterEditorProps, 'filter' | 'chips' | 'apply'> & {
    editing: Extract<Editing, { what: 'chip' }>
    stop: () => void
  },
) {
  const { filter, chips, editing, apply, stop } = props
  const { field: name, place } = editing
  const field = filter.catalogue.get(name)
  if (field === undefined) return null
  return (
    <ChipEditor
      field={field}
      anyOf={chips.chips[place]?.anyOf ?? []}
      onChange={(anyOf) => apply(withChip(chips, place, name, anyOf), true)}
      onRemove={() => {
        stop()
        if (chips.chips[place] !== undefined) apply(withChip(chips, place, name, []), false)
      }}
    />
  )
}

function EditorFrame(props: {
  anchor: Element | (() => Element | null) | null
  onClose: () => void
  children: ReactNode
}) {
  const t = useMessages()
  return (
    <Popover
      isOpen
      label={t('sessions.filter.addLong')}
      anchor={props.anchor}
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
    >
      <Suspense
        fallback={
          <div className="h-24 w-66">
            <LoadingPane />
          </div>
        }
      >
        <Focused>{props.children}</Focused>
      </Suspense>
    </Popover>
  )
}

const places = ['input:not([type="checkbox"]):not([aria-hidden])', 'input[type="checkbox"]', 'button']

/** Gives the focus to what is to be typed or chosen, once its code is here: the popover opened before. */
function Focused({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const found = places.map((place) => frame.current?.querySelector<HTMLElement>(place)).find(Boolean)
    found?.focus()
  }, [])
  return <div ref={frame}>{children}</div>
}
