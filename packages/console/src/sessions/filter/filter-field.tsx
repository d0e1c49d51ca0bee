import { FilterBar } from './filter-bar.tsx'
import { useFilterEditing } from './filter-editing.ts'
import { useFilter } from './use-filter.ts'

/** A filter to be put together in a form: the same chips as above the list of sessions. */
export function FilterField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const filter = useFilter(text, false)
  const editing = useFilterEditing()
  return (
    <FilterBar
      isHidden={false}
      filter={filter}
      editing={editing}
      onFilter={onChange}
      onReset={() => onChange('')}
      trailing={null}
    />
  )
}
