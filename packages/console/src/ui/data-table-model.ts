import {
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type ReactNode, useMemo } from 'react'

/** One column: how wide, how aligned, and what stands in its cells. */
export type DataColumn<Row> = Readonly<{
  id: string
  header: string
  /** In pixels; what the reader's own width starts from. */
  width: number
  minWidth?: number
  /** Takes the room that is left. One column of a table, usually the summary. */
  grows?: boolean
  align?: 'start' | 'end'
  isSortable?: boolean
  /** Offers a filter in its header, where the table has `onFilter`. */
  isFilterable?: boolean
  cell: (row: Row) => ReactNode
}>

/** What the rows are ordered by. */
export type DataSort = Readonly<{ columnId: string; direction: 'ascending' | 'descending' }>

/** What a person has changed about the columns: their order, which are hidden, and how wide. */
export type DataLayout = Readonly<{
  order?: readonly string[]
  hidden?: readonly string[]
  widths?: Readonly<Record<string, number>>
}>

// Sorting and filtering are the server's; the table keeps columns only.
const features = tableFeatures({ columnSizingFeature, columnVisibilityFeature, columnOrderingFeature })

/** A column as shown: in its place, with its width. */
export type ShownColumn<Row> = Readonly<{ column: DataColumn<Row>; width: number; isFirst: boolean }>

/** The columns in the reader's order and widths, and the grid template that lines up every row with the header. */
export function useColumns<Row extends object>(
  columns: readonly DataColumn<Row>[],
  layout: DataLayout,
  leadWidth: number,
): { shown: readonly ShownColumn<Row>[]; template: string; totalWidth: number } {
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>()
    return columns.map((column) =>
      helper.display({ id: column.id, size: column.width, minSize: column.minWidth ?? 56, maxSize: 900 }),
    )
  }, [columns])
  const state = useMemo(
    () => ({
      columnSizing: { ...layout.widths },
      columnVisibility: Object.fromEntries((layout.hidden ?? []).map((id) => [id, false])),
      columnOrder: [...(layout.order ?? [])],
    }),
    [layout],
  )
  const table = useTable({ features, columns: definitions, data: noRows as Row[], state })
  const shown = table.getVisibleLeafColumns().flatMap((leaf, index) => {
    const column = byId.get(leaf.id)
    return column ? [{ column, width: leaf.getSize(), isFirst: index === 0 }] : []
  })
  const tracks = shown.map(({ column, width }) => (column.grows ? `minmax(${width}px, 1fr)` : `${width}px`))
  // Without a column that takes the rest, an empty one does, so that rows reach the edge.
  const filler = shown.some(({ column }) => column.grows) ? [] : ['minmax(0, 1fr)']
  const lead = leadWidth > 0 ? [`${leadWidth}px`] : []
  return {
    shown,
    template: [...lead, ...tracks, ...filler].join(' '),
    totalWidth: shown.reduce((sum, { width }) => sum + width, leadWidth),
  }
}

const noRows: object[] = []
