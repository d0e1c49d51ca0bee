import { useMessages } from '../../app/index.ts'
import { Banner, Button, useFormats } from '../../ui/index.ts'
import type { SessionsQuery } from '../sessions-address.ts'
import type { Selection } from '../use-selection.ts'
import { countedMax } from './batch-target.ts'
import { useMatchingCount } from './use-matching-count.ts'

/**
 * Says what a checked page covers, and offers everything that matches: what is loaded is seldom all there is. Nothing
 * while only some rows are chosen, or nothing more matches.
 */
export function SelectAllBanner({
  selection,
  query,
  hasMore,
}: {
  selection: Selection
  query: SessionsQuery
  /** Whether there are sessions beyond those that are shown. */
  hasMore: boolean
}) {
  const t = useMessages()
  const formats = useFormats()
  const isOffered = selection.covers === 'rows' && selection.isWholePage && hasMore
  const { count } = useMatchingCount(query, isOffered)
  if (!isOffered) return null
  const number =
    count === null ? null : count > countedMax ? `${formats.count(countedMax)}+` : formats.count(count)
  return (
    <Banner
      kind="news"
      action={
        <Button size="small" onClick={selection.matching}>
          {number === null
            ? t('sessions.batch.selectMatching')
            : t('sessions.batch.selectAll', { count: number })}
        </Button>
      }
    >
      {t('sessions.batch.pageChosen', { count: formats.count(selection.count - selection.unseen) })}
    </Banner>
  )
}
