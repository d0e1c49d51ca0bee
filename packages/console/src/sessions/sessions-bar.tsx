import type { SessionRow } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useClient, useConnection, useMessages } from '../app/index.ts'
import { Badge, SegmentedControl, Tabs, useFormats, useNow } from '../ui/index.ts'
import { useDensity } from './session-choices.ts'
import { contactName } from './session-columns.tsx'
import { isNarrowed, type SessionsFilter, type TabList, tabLists } from './sessions-address.ts'
import type { useSessionCounts } from './use-session-list.ts'

const countMax = 10_000
const densities = ['comfortable', 'compact'] as const

/** The head of the page: its name, the lists with their counts, and what narrows them. */
export function SessionsBar(props: {
  filter: SessionsFilter
  counts: ReturnType<typeof useSessionCounts>
  /** Rows of the list, of which the first knows the contact's name. */
  rows: readonly SessionRow[]
  onFilter: (change: Partial<SessionsFilter>) => void
}) {
  const t = useMessages()
  const formats = useFormats()
  const { filter, counts, onFilter } = props
  const isCounted = counts !== null && !isNarrowed(filter)
  return (
    <>
      <header className="flex shrink-0 items-center gap-3 px-4 pt-3 pb-2.5">
        <h1 className="text-large font-bold">{t('sessions.title')}</h1>
        <Staleness />
        <span className="flex-1" />
        <DensityControl />
      </header>
      <Tabs<TabList>
        label={t('sessions.lists')}
        value={filter.list}
        onChange={(list) => onFilter({ list })}
        items={tabLists.map((value) => ({
          value,
          label: t(`sessions.list.${value}`),
          count: isCounted ? formats.count(counts[value], countMax) : undefined,
        }))}
        className="shrink-0"
      />
      {isNarrowed(filter) ? <Chips filter={filter} rows={props.rows} onFilter={onFilter} /> : null}
    </>
  )
}

function DensityControl() {
  const t = useMessages()
  const [density, setDensity] = useDensity()
  return (
    <span className="max-sm:hidden">
      <SegmentedControl
        label={t('sessions.density')}
        value={density}
        onChange={setDensity}
        choices={densities.map((value) => ({ value, label: t(`sessions.density.${value}`) }))}
      />
    </span>
  )
}

const patienceMs = 2000

/** While the server cannot be heard: what moment the rows are of. */
function Staleness() {
  const t = useMessages()
  const formats = useFormats()
  const { state, since } = useConnection()
  const now = useNow(1000)
  if (state !== 'offline' || now - since < patienceMs) return null
  return (
    <span title={formats.moment(since)}>
      <Badge kind="warning">{t('sessions.stale', { time: formats.time(since) })}</Badge>
    </span>
  )
}

type ChipsProps = Readonly<{
  filter: SessionsFilter
  rows: readonly SessionRow[]
  onFilter: (change: Partial<SessionsFilter>) => void
}>

function Chips({ filter, rows, onFilter }: ChipsProps) {
  const t = useMessages()
  const { inboxId, contactId } = filter
  const contact = rows.find(({ session }) => session.contactId === contactId)
  const inboxName = useInboxName(filter)
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-4 py-2">
      {inboxId === null ? null : (
        <Chip
          term={t('sessions.filter.inbox')}
          value={inboxName ?? t('sessions.filter.this')}
          onRemove={() => onFilter({ inboxId: null })}
        />
      )}
      {contactId === null ? null : (
        <Chip
          term={t('sessions.filter.contact')}
          value={contact === undefined ? t('sessions.filter.this') : contactName(contact, t)}
          onRemove={() => onFilter({ contactId: null })}
        />
      )}
    </div>
  )
}

function useInboxName({ inboxId }: SessionsFilter): string | null {
  const client = useClient()
  const { data } = useQuery({
    queryKey: ['inboxes'],
    queryFn: () => client.inboxes.list({}),
    enabled: inboxId !== null,
  })
  return data?.items.find(({ id }) => id === inboxId)?.name ?? null
}

function Chip({ term, value, onRemove }: { term: string; value: string; onRemove: () => void }) {
  const t = useMessages()
  return (
    <span className="inline-flex h-6 items-center gap-1.25 rounded-base border border-line bg-surface ps-2 pe-0.5">
      <span className="text-muted">{term}</span>
      <bdi className="max-w-60 truncate">{value}</bdi>
      <button
        type="button"
        aria-label={t('sessions.filter.remove', { name: `${term} ${value}` })}
        onClick={onRemove}
        className="grid size-5 place-items-center rounded-small text-faint hover:bg-hover hover:text-text"
      >
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  )
}
