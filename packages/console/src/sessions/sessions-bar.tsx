import { ArrowUpDown, Columns3, SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useMessages, withWords } from '../app/index.ts'
import {
  Button,
  LoadingPane,
  Menu,
  type MenuEntry,
  Popover,
  SegmentedControl,
  Tabs,
  useFormats,
} from '../ui/index.ts'
import type { Columns } from './columns/use-columns.ts'
import { pageSizes, useDensity, usePageSize } from './session-choices.ts'
import { type ListForm, listForms, type TabList, tabLists } from './sessions-address.ts'
import { type Preset, presets } from './sessions-presets.ts'
import { isSameSort, namedSorts, type SessionsSort } from './sessions-sort.ts'
import type { useSessionCounts } from './use-session-list.ts'

const ColumnChooser = lazy(
  withWords(() => import('./columns/column-chooser.tsx').then((part) => ({ default: part.ColumnChooser }))),
)

const countMax = 10_000

/** What the head of the page takes. */
export type SessionsBarProps = Readonly<{
  /** The picker of views, beside the title. */
  picker: React.ReactNode
  list: TabList
  onList: (list: TabList) => void
  counts: ReturnType<typeof useSessionCounts>
  /** How many match the filter in this list: then the lists' own counts say nothing about it. */
  matching: number | null
  hasFilter: boolean
  preset: Preset
  onPreset: (preset: Preset) => void
  form: ListForm
  onForm: (form: ListForm) => void
  sort: SessionsSort
  onSort: (sort: SessionsSort) => void
  columns: Columns
  /** At the end of the tools: what makes files of the sessions. */
  exporting: React.ReactNode
}>

/** The head of the page: its name and view, what is shown and how, and the lists with their counts. */
export function SessionsBar(props: SessionsBarProps) {
  const t = useMessages()
  const { list, onList } = props
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3 pb-2.5">
        <div className="flex min-w-0 items-center gap-0.5">
          <h1 className="text-large font-bold">{t('sessions.title')}</h1>
          {props.picker}
        </div>
        <SegmentedControl<Preset>
          label={t('sessions.filter.presets')}
          value={props.preset}
          onChange={props.onPreset}
          choices={presets.map((value) => ({ value, label: t(`sessions.filter.preset.${value}`) }))}
        />
        <SegmentedControl<ListForm>
          label={t('sessions.form.label')}
          value={props.form}
          onChange={props.onForm}
          choices={listForms.map((value) => ({ value, label: t(`sessions.form.${value}`) }))}
        />
        <div className="ms-auto flex items-center gap-1.5">
          <SortMenu sort={props.sort} onSort={props.onSort} columns={props.columns} />
          {props.form === 'table' ? <ColumnsButton columns={props.columns} /> : null}
          <DisplayMenu form={props.form} />
          {props.exporting}
        </div>
      </header>
      <Tabs<TabList>
        label={t('sessions.lists')}
        value={list}
        onChange={onList}
        items={useTabs(props)}
        className="shrink-0"
      />
    </>
  )
}

function useTabs({ list, counts, hasFilter, matching }: SessionsBarProps) {
  const t = useMessages()
  const formats = useFormats()
  const countOf = (value: TabList): number | null => {
    if (!hasFilter) return counts?.[value] ?? null
    return value === list ? matching : null
  }
  return tabLists.map((value) => {
    const count = countOf(value)
    return {
      value,
      label: t(`sessions.list.${value}`),
      count: count === null ? undefined : formats.count(count, countMax),
    }
  })
}

function SortMenu(props: Pick<SessionsBarProps, 'sort' | 'onSort' | 'columns'>) {
  const t = useMessages()
  const { sort, onSort } = props
  const named = namedSorts.find((one) => isSameSort(one, sort))
  const column = props.columns.all.find(({ field }) => field === sort.sort)
  const label =
    named === undefined ? t('sessions.sort.column', { name: column?.label ?? sort.sort }) : t(named.key)
  const entries: MenuEntry[] = [
    { heading: t('sessions.sort.by') },
    ...(named === undefined ? [{ label, isChecked: true, onSelect: () => undefined }] : []),
    ...namedSorts.map((one) => ({
      label: t(one.key),
      isChecked: one === named,
      onSelect: () => onSort({ sort: one.sort, direction: one.direction }),
    })),
  ]
  return (
    <Menu
      label={t('sessions.sort.label')}
      align="end"
      entries={entries}
      trigger={
        <Button
          icon={<ArrowUpDown size={14} aria-hidden="true" />}
          aria-label={`${t('sessions.sort.label')}: ${label}`}
        >
          <span className="max-w-40 truncate max-xl:sr-only">{label}</span>
        </Button>
      }
    />
  )
}

function ColumnsButton({ columns }: { columns: Columns }) {
  const t = useMessages()
  return (
    <span className="max-sm:hidden">
      <Popover
        label={t('sessions.column.chooseTitle')}
        align="end"
        trigger={
          <Button icon={<Columns3 size={14} aria-hidden="true" />} aria-label={t('sessions.column.choose')}>
            <span className="max-xl:sr-only">{t('sessions.column.choose')}</span>
          </Button>
        }
      >
        <Suspense
          fallback={
            <div className="h-60 w-66">
              <LoadingPane />
            </div>
          }
        >
          <ColumnChooser columns={columns} />
        </Suspense>
      </Popover>
    </span>
  )
}

const densities = ['comfortable', 'compact'] as const

function DisplayMenu({ form }: { form: ListForm }) {
  const t = useMessages()
  const [density, setDensity] = useDensity()
  const [pageSize, setPageSize] = usePageSize()
  const rows: MenuEntry[] = [
    { heading: t('sessions.density') },
    ...densities.map((value) => ({
      label: t(`sessions.density.${value}`),
      isChecked: value === density,
      onSelect: () => setDensity(value),
    })),
    'separator',
  ]
  const entries: MenuEntry[] = [
    ...(form === 'table' ? rows : []),
    { heading: t('sessions.shown.pageSize') },
    ...pageSizes.map((size) => ({
      label: t('sessions.shown.pageSizeOf', { n: size }),
      isChecked: size === pageSize,
      onSelect: () => setPageSize(size),
    })),
  ]
  return (
    <Menu
      label={t('sessions.shown.label')}
      align="end"
      entries={entries}
      trigger={
        <Button
          icon={<SlidersHorizontal size={14} aria-hidden="true" />}
          aria-label={t('sessions.shown.label')}
          title={t('sessions.shown.label')}
        >
          <span className="sr-only">{t('sessions.shown.label')}</span>
        </Button>
      }
    />
  )
}
