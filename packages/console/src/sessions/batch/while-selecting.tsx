import type { SessionsPage } from '../use-sessions-page.ts'
import { BatchBar } from './batch-bar.tsx'
import type { BatchStart } from './batch-dialog-props.ts'
import { SelectAllBanner } from './select-all-banner.tsx'

/** What stands in place of the filters while sessions are chosen. `start` is what a key asked for. */
export function WhileSelecting({ page, start }: { page: SessionsPage; start: BatchStart | null }) {
  const { selection, query, sessions } = page
  return (
    <>
      <BatchBar
        selection={selection}
        query={query}
        shown={page.columns.shown}
        start={start}
        unseen={sessions.status === 'loading' ? 0 : selection.unseen}
      />
      <SelectAllBanner selection={selection} query={query} hasMore={sessions.hasMore} />
    </>
  )
}
