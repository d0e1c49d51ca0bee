import { Link2, UserPlus } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  Avatar,
  Checkbox,
  type DataColumn,
  type DataSort,
  DataTable,
  Duration,
  EmptyState,
  IconButton,
  type PillState,
  RelativeTime,
  StatePill,
  TagChips,
} from '../../ui/index.ts'
import { sampleTags } from './sample-tags.ts'
import { useSampleWords } from './sample-words.ts'

type Row = {
  id: string
  name: string
  channel: string
  summary: string
  state: PillState
  agent: string
  tags: string[]
  at: number
  took: number
}

const states: PillState[] = ['unassigned', 'assigned', 'bot', 'wrap_up', 'on_hold', 'ended', 'ended', 'ended']
const channels = ['whatsapp', 'instagram', 'web', 'messenger', 'line', 'email', 'telegram', 'sms']
const people = [
  'Markéta Kovářová',
  'Li Chen 陈丽',
  'Budi Santoso',
  'Jonas Oberhauser',
  'سلمى الحربي',
  'Ploy Nakorn',
  'Elena Fischer',
  'Diego Morales',
]
const summaries = [
  'Parcel shows delivered, not received; wants a refund',
  'Wrong size; exchange arranged, courier on Friday',
  'Asked about delivery to Surabaya; bot answered',
]

const start = Date.now()
const rows: Row[] = Array.from({ length: 10_000 }, (_, n) => ({
  id: String(n),
  name: people[n % people.length] ?? '',
  channel: channels[n % channels.length] ?? 'web',
  summary: summaries[n % summaries.length] ?? '',
  state: states[n % states.length] ?? 'ended',
  agent: ['Amira', 'Tomáš', 'Wei'][n % 3] ?? '',
  tags: ['Delivery › Late', 'Exchange', 'Size', 'VIP'].slice(0, n % 5),
  at: start - n * 190_000,
  took: 134_000 + n * 7_000,
}))

/** The table with ten thousand rows, loading, and empty. */
export function TableSamples() {
  const w = useSampleWords()
  const [look, setLook] = useState({ isLoading: false, isEmpty: false, isCompact: false, hasChecks: true })
  const [sort, setSort] = useState<DataSort>({ columnId: 'started', direction: 'descending' })
  const [widths, setWidths] = useState<Record<string, number>>({})
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set())
  const [selected, setSelected] = useState<string | null>('1')
  const columns = useSampleColumns()
  const layout = useMemo(() => ({ widths }), [widths])
  return (
    <div className="flex h-full flex-col">
      <div className="flex flex-wrap gap-4 px-4 py-1.5">
        {(['isLoading', 'isEmpty', 'isCompact', 'hasChecks'] as const).map((key) => (
          <Checkbox
            key={key}
            label={key}
            isChecked={look[key]}
            onChange={(is) => setLook({ ...look, [key]: is })}
          />
        ))}
      </div>
      <DataTable
        className="border-t border-line"
        label={w('Sessions')}
        columns={columns}
        rows={look.isEmpty ? noRows : rows}
        rowId={idOf}
        rowCount={rows.length}
        layout={layout}
        onResizeColumn={(id, width) => setWidths((now) => ({ ...now, [id]: width }))}
        sort={sort}
        onSort={(columnId) =>
          setSort({ columnId, direction: sort.direction === 'descending' ? 'ascending' : 'descending' })
        }
        density={look.isCompact ? 'compact' : 'comfortable'}
        isLoading={look.isLoading}
        selectedId={selected}
        onOpen={(row) => setSelected(row.id)}
        {...(look.hasChecks
          ? { checkedIds: checked, onCheck: (ids, is) => setChecked((now) => change(now, ids, is)) }
          : {})}
        rowActions={() => (
          <>
            <IconButton size="small" label={w('Assign to me')} shortcut="M" icon={<UserPlus size={15} />} />
            <IconButton size="small" label={w('Copy link')} icon={<Link2 size={15} />} />
          </>
        )}
        empty={<EmptyState title={w('No sessions match these filters')} />}
        footer={
          <p className="py-4 text-center text-small text-faint">
            {w("You've reached the end of the sessions")}
          </p>
        }
      />
    </div>
  )
}

const noRows: Row[] = []
const idOf = (row: Row) => row.id

function change(now: ReadonlySet<string>, ids: readonly string[], isChecked: boolean): ReadonlySet<string> {
  const next = new Set(now)
  for (const id of ids) {
    if (isChecked) next.add(id)
    else next.delete(id)
  }
  return next
}

function useSampleColumns(): readonly DataColumn<Row>[] {
  const w = useSampleWords()
  return useMemo(
    () => [
      {
        id: 'contact',
        header: w('Contact'),
        width: 200,
        cell: (row) => (
          <span className="flex items-center gap-2.25">
            <Avatar name={row.name} channel={row.channel} />
            <bdi className="truncate font-strong">{row.name}</bdi>
          </span>
        ),
      },
      {
        id: 'summary',
        header: w('Summary'),
        width: 160,
        grows: true,
        cell: (row) => <span className="text-muted">{w(row.summary)}</span>,
      },
      { id: 'state', header: w('Status'), width: 120, cell: (row) => <StatePill state={row.state} /> },
      { id: 'agent', header: w('Agent'), width: 90, cell: (row) => row.agent },
      {
        id: 'tags',
        header: w('Tags'),
        width: 200,
        cell: (row) => <TagChips tags={sampleTags(row.tags.map(w))} />,
      },
      {
        id: 'started',
        header: w('Started'),
        width: 84,
        align: 'end',
        isSortable: true,
        cell: (row) => <RelativeTime at={row.at} />,
      },
      {
        id: 'duration',
        header: w('Duration'),
        width: 84,
        align: 'end',
        isSortable: true,
        cell: (row) =>
          row.state === 'ended' ? (
            <Duration milliseconds={row.took} />
          ) : (
            <Duration since={row.at - row.took} />
          ),
      },
    ],
    [w],
  )
}
