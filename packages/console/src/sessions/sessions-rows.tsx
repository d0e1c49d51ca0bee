import type { SessionRow } from '@rapport/contract/light'
import { asId, type Condition, type SessionId } from '@rapport/domain'
import { type RefObject, useMemo } from 'react'
import type { DataTableHandle } from '../ui/index.ts'
import { placeOf, withChip } from './filter/filter-chips.ts'
import type { FilterEditing } from './filter/filter-editing.ts'
import { textOf } from './filter/use-filter.ts'
import { SessionsList } from './sessions-list.tsx'
import { pressedSort } from './sessions-sort.ts'
import { type SessionsPage, useAsking } from './use-sessions-page.ts'
import { resetOf } from './views/view-state.ts'

const lastMonth: Condition = {
  type: 'condition',
  field: 'started',
  operator: 'in_last',
  values: [30 * 86_400_000],
}

/** The rows of the page, and what one asks for among them: another order, a filter from a header, a shorter time. */
export function SessionsRows(props: {
  page: SessionsPage
  editing: FilterEditing
  table: RefObject<DataTableHandle | null>
  onOpen: (row: SessionRow, how: 'panel' | 'page') => void
  onActive: (row: SessionRow) => void
}) {
  const { page, editing } = props
  const { address, query, filter, selection, view } = page
  const ask = useAsking(page)
  const chips = filter.read.status === 'read' ? filter.read.chips : null
  const filteredFields = useMemo(() => new Set(chips?.chips.map(({ field }) => field)), [chips])
  return (
    <SessionsList
      listKey={page.listKey}
      query={query}
      form={address.form}
      isReadable={filter.read.status !== 'wrong'}
      list={page.sessions}
      steady={page.steady}
      counts={page.counts}
      matching={page.matching}
      selectedId={address.sessionId}
      table={props.table}
      checkedIds={selection.ids}
      onCheck={(ids, isChecked) =>
        selection.check(
          ids.map((id) => asId<SessionId>(id)),
          isChecked,
        )
      }
      onSort={(field) => ask(pressedSort(query, field))}
      onFilter={(field) => {
        if (chips !== null) editing.edit({ what: 'chip', field, place: placeOf(chips, field), at: 'column' })
      }}
      filteredFields={filteredFields}
      columns={page.columns}
      onOpen={props.onOpen}
      onActive={props.onActive}
      onReset={() => ask({ ...resetOf(address, view), list: view === null ? 'all' : query.list })}
      onNarrow={() => {
        if (chips === null) return
        const place = placeOf(chips, lastMonth.field)
        ask({ filter: textOf(withChip(chips, place, lastMonth.field, [lastMonth])) })
      }}
    />
  )
}
