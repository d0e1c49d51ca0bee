import type { ReactNode } from 'react'

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

/** A column as shown: in its place, with its width. */
export type ShownColumn<Row> = Readonly<{ column: DataColumn<Row>; width: number; isFirst: boolean }>

/** The narrowest that a column becomes which says nothing itself, and the widest of all. */
export const columnWidth = { min: 56, max: 900 }

/** The columns in the reader's order and widths, and the grid template that lines up every row with the header. */
export function arrangeColumns<Row>(
  columns: readonly DataColumn<Row>[],
  { order = [], hidden = [], widths = {} }: DataLayout,
  leadWidth: number,
): { shown: readonly ShownColumn<Row>[]; template: string; totalWidth: number } {
  const ordered = order.flatMap((id) => columns.find((column) => column.id === id) ?? [])
  const shown = [...new Set([...ordered, ...columns])]
    .filter(({ id }) => !hidden.includes(id))
    .map((column, index) => ({
      column,
      width: clampWidth(column, widths[column.id] ?? column.width),
      isFirst: index === 0,
    }))
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

/** A width that the column can have. */
export const clampWidth = ({ minWidth }: Pick<DataColumn<never>, 'minWidth'>, width: number): number =>
  Math.min(columnWidth.max, Math.max(minWidth ?? columnWidth.min, width))
