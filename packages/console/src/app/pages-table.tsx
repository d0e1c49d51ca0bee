import type { ReactNode } from 'react'
import { Banner, Button, type DataColumn, DataTable, ErrorState } from '../ui/index.ts'
import { describeProblem } from './describe-problem.ts'
import { useMessages } from './i18n.tsx'
import type { usePages } from './use-pages.ts'

/** What a table over a paged list takes. */
export type PagesTableProps<Row extends object> = Readonly<{
  label: string
  pages: ReturnType<typeof usePages<Row>>
  columns: readonly DataColumn<Row>[]
  rowId: (row: Row) => string
  onOpen: (row: Row) => void
  selectedId?: string | null
  rowActions?: (row: Row) => ReactNode
  empty: ReactNode
  /** What could not be loaded, as a title. */
  failed: string
}>

/** A paged list as a table in each of its states: on its way, here, none, failed, out of date, and more to come. */
export function PagesTable<Row extends object>({ pages, failed, onOpen, ...table }: PagesTableProps<Row>) {
  const t = useMessages()
  if (pages.error !== null && !pages.isStale) {
    return (
      <ErrorState
        title={failed}
        description={describeProblem(pages.error, t)}
        onRetry={pages.retry}
        busy={pages.isRetrying}
      />
    )
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {pages.isStale && pages.error !== null ? (
        <Banner
          kind="error"
          action={
            <Button size="small" onClick={pages.retry} busy={pages.isRetrying}>
              {t('ui.retry')}
            </Button>
          }
        >
          {t('app.pages.stale', { reason: describeProblem(pages.error, t) })}
        </Banner>
      ) : null}
      <DataTable
        {...table}
        rows={pages.rows}
        isLoading={pages.isPending}
        onOpen={(row) => onOpen(row)}
        onReachEnd={pages.loadMore}
        footer={<Footer pages={pages} />}
      />
    </div>
  )
}

function Footer<Row>({
  pages,
}: {
  pages: Pick<ReturnType<typeof usePages<Row>>, 'hasMore' | 'isLoadingMore' | 'loadMore' | 'rows'>
}) {
  const t = useMessages()
  if (pages.rows.length === 0) return null
  return (
    <div className="flex h-12 items-center justify-center text-small text-faint">
      {pages.hasMore ? (
        <Button size="small" busy={pages.isLoadingMore} onClick={pages.loadMore}>
          {t('app.pages.more')}
        </Button>
      ) : (
        t('app.pages.end')
      )}
    </div>
  )
}
