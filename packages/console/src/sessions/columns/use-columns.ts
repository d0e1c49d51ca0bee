import type { SessionRow, ViewView } from '@rapport/contract/light'
import { useMemo } from 'react'
import { useMay, useMessages } from '../../app/index.ts'
import type { DataColumn, DataLayout } from '../../ui/index.ts'
import { isOffered } from '../filter/filter-catalogue.ts'
import { useFields } from '../marks/use-fields.ts'
import { useSessionsPreference } from '../use-sessions-preference.ts'
import { readArrangement, shownColumns } from './arrange-columns.ts'
import { type ListedColumn, listColumns } from './column-list.ts'
import { cellOf } from './session-cells.tsx'

// Beside the panel a laptop has room for the usual columns only when each gives some.
const narrow: Readonly<Record<string, number>> = {
  contact: 152,
  summary: 184,
  state: 104,
  agent: 92,
  tag: 116,
  started: 86,
  duration: 82,
  firstResponse: 114,
  rating: 64,
}

/** Every column that there is here for whoever is signed in. */
export function useAllColumns(): readonly ListedColumn[] {
  const t = useMessages()
  const mayReview = useMay('quality.review')
  const { sessionFields, contactFields } = useFields()
  return useMemo(
    () => listColumns([...sessionFields, ...contactFields], t).filter(({ id }) => isOffered(id, mayReview)),
    [sessionFields, contactFields, t, mayReview],
  )
}

/** The columns of the table as somebody has arranged them for a view, and how to arrange them anew. */
export function useColumns(view: ViewView | null, isBesidePanel: boolean) {
  const all = useAllColumns()
  const key = view === null ? 'sessions.columns' : `sessions.columns:${view.id}`
  const [stored, remember] = useSessionsPreference(key)
  const arrangement = useMemo(() => readArrangement(stored), [stored])
  const shown = useMemo(
    () => shownColumns(arrangement, view?.definition.columns ?? null, new Set(all.map(({ id }) => id))),
    [arrangement, view, all],
  )
  const columns = useMemo(() => tableColumns(all, shown, isBesidePanel), [all, shown, isBesidePanel])
  const layout = useMemo(
    (): DataLayout => ({ order: shown, widths: arrangement.widths }),
    [shown, arrangement],
  )
  return useMemo(
    () => ({
      all,
      shown,
      columns,
      layout,
      arrange: (next: readonly string[]) => remember({ ...arrangement, shown: next }),
      resize: (id: string, width: number) =>
        remember({ ...arrangement, widths: { ...arrangement.widths, [id]: width } }),
      reset: () => remember(null),
      isUsual: arrangement.shown === null && Object.keys(arrangement.widths).length === 0,
    }),
    [all, shown, columns, layout, arrangement, remember],
  )
}

/** What `useColumns` answers. */
export type Columns = ReturnType<typeof useColumns>

function tableColumns(
  all: readonly ListedColumn[],
  shown: readonly string[],
  isBesidePanel: boolean,
): readonly DataColumn<SessionRow>[] {
  const byId = new Map(all.map((column) => [column.id, column]))
  return shown.flatMap((id) => {
    const column = byId.get(id)
    if (column === undefined) return []
    const hasField = column.field !== null
    return [
      {
        id,
        header: column.label,
        width: (isBesidePanel ? narrow[id] : undefined) ?? column.width,
        align: column.align,
        grows: column.grows,
        isSortable: hasField,
        isFilterable: hasField,
        cell: cellOf(column),
      },
    ]
  })
}
