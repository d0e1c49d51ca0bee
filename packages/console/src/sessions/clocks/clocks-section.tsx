import type { SessionClocks } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay, useMessages } from '../../app/index.ts'
import {
  Button,
  PaneSection,
  SegmentedControl,
  Skeleton,
  useFormats,
  useNow,
  useUiText,
} from '../../ui/index.ts'
import { failureReason } from '../failure-reason.ts'
import type { SessionRecord } from '../merge-record.ts'
import { AgentsTable } from './agents-table.tsx'
import { wallFigures } from './clock-figures.ts'
import { ClockList } from './clock-list.tsx'
import { useSessionClocks } from './use-session-clocks.ts'

const ways = ['wall', 'business'] as const
type Way = (typeof ways)[number]

/** Every clock with its formula, by the wall clock or in the inbox's business hours, and each agent's part in it. */
export function ClocksSection({ record }: { record: SessionRecord }) {
  const t = useMessages()
  const [way, setWay] = useState<Way>('wall')
  const [isExplained, setIsExplained] = useState(false)
  return (
    <PaneSection
      title={t('sessions.clocks')}
      action={
        <Button
          kind="quiet"
          size="small"
          aria-expanded={isExplained}
          onClick={() => setIsExplained(!isExplained)}
        >
          {t('sessions.clocks.explain')}
        </Button>
      }
    >
      <div className="mb-2.5">
        <SegmentedControl
          label={t('sessions.clocks.by')}
          value={way}
          choices={ways.map((value) => ({ value, label: t(`sessions.clocks.by.${value}`) }))}
          onChange={setWay}
        />
      </div>
      {way === 'wall' ? (
        <WallClocks record={record} isExplained={isExplained} />
      ) : (
        <BusinessClocks record={record} isExplained={isExplained} />
      )}
    </PaneSection>
  )
}

type ClocksProps = Readonly<{ record: SessionRecord; isExplained: boolean }>

function WallClocks({ record, isExplained }: ClocksProps) {
  const t = useMessages()
  const { session } = record
  // An ended session's clocks stand still.
  const now = useNow(session.state === 'ended' ? 3_600_000 : 1000)
  return (
    <>
      <ClockList figures={wallFigures(session, now)} isExplained={isExplained} />
      {isExplained ? <p className="mt-2 text-small text-faint">{t('sessions.clocks.wall')}</p> : null}
      <AgentsTable record={record} now={now} />
    </>
  )
}

function BusinessClocks({ record, isExplained }: ClocksProps) {
  const t = useMessages()
  const text = useUiText()
  const { clocks, error, retry, isFetching } = useSessionClocks(record.session, true)
  if (clocks !== null) return <InBusinessHours record={record} isExplained={isExplained} clocks={clocks} />
  if (error === null) {
    return (
      <div role="status" aria-label={text('ui.loading')} className="grid gap-3 py-1">
        {Array.from({ length: 8 }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars without content
          <Skeleton key={line} className="h-3 w-40" />
        ))}
      </div>
    )
  }
  return (
    <div role="alert" className="grid justify-items-start gap-2 text-muted">
      <p>{t('sessions.clocks.failed', { reason: failureReason(error, t) })}</p>
      <Button size="small" busy={isFetching} onClick={retry}>
        {text('ui.retry')}
      </Button>
    </div>
  )
}

function InBusinessHours({ record, isExplained, clocks }: ClocksProps & { clocks: SessionClocks }) {
  const t = useMessages()
  const formats = useFormats()
  if (clocks.business === null) return <NoHours record={record} />
  const { timeZone, at } = clocks
  return (
    <>
      <ClockList figures={clocks.business} isExplained={isExplained} />
      <p className="mt-2 text-small text-faint">
        {t('sessions.clocks.businessOf', { inbox: record.row.inbox.name, zone: timeZone ?? '' })}{' '}
        {record.session.state === 'ended' ? null : t('sessions.clocks.asOf', { time: formats.time(at) })}
      </p>
      <AgentsTable record={record} now={at} business={clocks.participants} />
    </>
  )
}

/** Without hours there is nothing to count in: said, and for who can mend it, where. */
function NoHours({ record: { row, session } }: { record: SessionRecord }) {
  const t = useMessages()
  const mayManage = useMay('inboxes.manage')
  return (
    <p className="text-muted">
      {t('sessions.clocks.noHours', { inbox: row.inbox.name })}{' '}
      {mayManage ? (
        <Link
          to="/settings/inboxes/$inboxId"
          params={{ inboxId: session.inboxId }}
          className="text-accent underline-offset-2 hover:underline"
        >
          {t('sessions.clocks.setHours')}
        </Link>
      ) : null}
    </p>
  )
}
