import type { ReactNode } from 'react'
import type { DataColumn } from './data-table-model.ts'

/** Makes the columns of one table: each a line that says what, how wide, and what stands in it. */
export const columnMaker =
  <Row, Id extends string>(headerOf: (id: Id) => string) =>
  (
    id: Id,
    width: number,
    cell: (row: Row) => ReactNode,
    more: Partial<DataColumn<Row>> = {},
  ): DataColumn<Row> => ({
    id,
    header: headerOf(id),
    width,
    cell,
    ...more,
  })
