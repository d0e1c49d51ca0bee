import { ExportDialog } from '../../exports/index.ts'
import { targetOf } from '../batch/batch-target.ts'
import { useMatchingCount } from '../batch/use-matching-count.ts'
import type { Chosen } from '../selection.ts'
import type { SessionsQuery } from '../sessions-address.ts'
import { useExportColumns } from './use-export-columns.ts'

/** Sessions of the list as a file: those chosen one by one, or all that its filter matches, in its order. */
export function ExportMany(props: {
  chosen: Chosen
  query: SessionsQuery
  /** The columns on the screen. */
  shown: readonly string[]
  name?: string | undefined
  onBegun?: () => void
  onClose(): void
}) {
  const { chosen, query, name, onBegun } = props
  const { sort, direction } = query
  const isMatching = chosen.covers === 'matching'
  const matching = useMatchingCount(query, isMatching)
  const target = targetOf(chosen, query)
  return (
    <ExportDialog
      target={'sessionIds' in target ? target : { ...target, sort, direction }}
      count={isMatching ? matching.count : chosen.ids.size}
      columns={useExportColumns()}
      shown={props.shown}
      hasTray
      onRecount={matching.recount}
      {...(name === undefined ? {} : { name })}
      {...(onBegun === undefined ? {} : { onBegun })}
      onClose={props.onClose}
    />
  )
}
