import type { SessionRow } from '@rapport/contract/light'
import { useMessages } from '../app/index.ts'
import { classNames, RelativeTime, StatePill, VirtualList } from '../ui/index.ts'
import { ContactCell, holderName, SessionDuration } from './session-columns.tsx'
import type { SessionsListProps } from './sessions-table.tsx'
import { SkeletonCards } from './skeleton-cards.tsx'
import { SummaryLine } from './summary/summary-line.tsx'

/** The same list on a phone: a card for each session, read from top to bottom instead of from side to side. */
export function SessionsCards(props: SessionsListProps) {
  if (props.isLoading) return <SkeletonCards />
  return (
    <VirtualList
      key={props.listKey}
      label={props.label}
      items={props.rows}
      itemSize={92}
      onReachEnd={props.onReachEnd}
      footer={props.rows.length === 0 ? props.empty : props.footer}
    >
      {(row) => (
        // biome-ignore lint/a11y/useSemanticElements: the list around it is virtual, and made of divs
        <div role="listitem" key={row.session.id}>
          <Card
            row={row}
            isFlashing={props.flashingIds.has(row.session.id)}
            onOpen={() => props.onOpen(row, 'panel')}
          />
        </div>
      )}
    </VirtualList>
  )
}

function Card({ row, isFlashing, onOpen }: { row: SessionRow; isFlashing: boolean; onOpen: () => void }) {
  const t = useMessages()
  const holder = holderName(row)
  const { state, startedAt } = row.session
  return (
    <button
      type="button"
      onClick={onOpen}
      className={classNames(
        'grid w-full gap-1.25 border-b border-line-soft px-4 py-2.5 text-start -outline-offset-2',
        isFlashing && 'ui-flash',
      )}
    >
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          <ContactCell row={row} />
        </span>
        <RelativeTime at={startedAt} className="shrink-0 text-small text-faint" />
      </span>
      <SummaryLine row={row} />
      <span className="flex items-center gap-2 text-small text-muted">
        <StatePill state={state} />
        {holder === null ? null : <bdi className="truncate">{holder}</bdi>}
        <span className="ms-auto shrink-0" title={t('sessions.filter.field.duration')}>
          <span className="sr-only">{t('sessions.filter.field.duration')} </span>
          <SessionDuration row={row} />
        </span>
      </span>
    </button>
  )
}
