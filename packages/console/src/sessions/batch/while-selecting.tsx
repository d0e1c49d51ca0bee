import type { SessionsQuery } from '../sessions-address.ts'
import type { Selection } from '../use-selection.ts'
import { BatchBar } from './batch-bar.tsx'
import { SelectAllBanner } from './select-all-banner.tsx'

/** What stands in place of the filters while sessions are chosen. */
export function WhileSelecting(props: {
  selection: Selection
  query: SessionsQuery
  /** Whether there are sessions beyond those that are shown. */
  hasMore: boolean
}) {
  return (
    <>
      <BatchBar selection={props.selection} query={props.query} />
      <SelectAllBanner {...props} />
    </>
  )
}
