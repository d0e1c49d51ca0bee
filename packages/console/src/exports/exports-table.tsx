import type { ExportView } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { Download, FileDown, RotateCw, Trash2, X } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { PagesTable, useClient, useMessages, usePages } from '../app/index.ts'
import {
  Badge,
  Button,
  ConfirmDialog,
  columnMaker,
  type DataColumn,
  EmptyState,
  IconButton,
  isPhone,
  ProgressBar,
  RelativeTime,
  showToast,
  useFormats,
  useMedia,
  useNow,
} from '../ui/index.ts'
import { describeCode, mayRepeat, nameOfExport } from './describe-export.ts'
import { exportsKey, useExportActions } from './use-exports.ts'

const idOf = ({ id }: ExportView) => id

/** One's own exports, newest first: what each is of, how it stands, and the way to its file. */
export function ExportsTable() {
  const t = useMessages()
  const { exports } = useClient()
  const { download, remove } = useExportActions()
  const [removed, setRemoved] = useState<ExportView | null>(null)
  const pages = usePages<ExportView>({
    key: [...exportsKey, 'list'],
    fetchPage: (cursor, signal) => exports.list(cursor ? { cursor } : {}, { signal }),
  })
  return (
    <>
      <PagesTable
        label={t('exports.list')}
        pages={pages}
        columns={useColumns(setRemoved)}
        rowId={idOf}
        onOpen={(view) => {
          if (view.state === 'done') void download(view.id)
          // A column is too short for a reason.
          else if (view.error !== null)
            showToast({
              kind: 'error',
              title: nameOfExport(view, t),
              description: describeCode(view.error, t),
            })
        }}
        failed={t('exports.failed')}
        empty={
          <EmptyState
            icon={<FileDown size={20} aria-hidden="true" />}
            title={t('exports.none')}
            description={t('exports.noneHow')}
            action={
              <Link
                to="/sessions"
                className="inline-flex h-7.5 items-center rounded-control border border-line bg-surface px-2.75 font-medium hover:bg-hover"
              >
                {t('exports.toSessions')}
              </Link>
            }
          />
        }
      />
      {removed === null ? null : (
        <ConfirmDialog
          isOpen
          isDangerous
          title={t('exports.deleteTitle')}
          description={t('exports.deleteWhat', { name: nameOfExport(removed, t) })}
          confirmLabel={t('exports.delete')}
          onConfirm={() => {
            void remove(removed.id)
            setRemoved(null)
          }}
          onClose={() => setRemoved(null)}
        />
      )}
    </>
  )
}

type ColumnId = 'name' | 'state' | 'total' | 'size' | 'made' | 'expires' | 'action'

function useColumns(onRemove: (view: ExportView) => void): readonly DataColumn<ExportView>[] {
  const t = useMessages()
  const formats = useFormats()
  const isNarrow = useMedia(isPhone)
  return useMemo((): readonly DataColumn<ExportView>[] => {
    const column = columnMaker<ExportView, ColumnId>((id) => t(`exports.column.${id}`))
    const end = { align: 'end' } as const
    const name = column('name', isNarrow ? 140 : 180, (view) => <Name view={view} />, { grows: true })
    const state = column('state', isNarrow ? 96 : 230, (view) => <State view={view} />)
    const action = column(
      'action',
      isNarrow ? 80 : 160,
      (view) => <Actions view={view} isNarrow={isNarrow} onRemove={() => onRemove(view)} />,
      end,
    )
    if (isNarrow) return [name, state, action]
    return [
      name,
      state,
      column('total', 88, ({ total }) => formats.count(total), end),
      column('size', 84, ({ bytes, state: is }) => (is === 'done' ? formats.bytes(bytes) : '–'), end),
      column('made', 84, ({ createdAt }) => <RelativeTime at={createdAt} />, end),
      column('expires', 104, (view) => <Expiry view={view} />, end),
      action,
    ]
  }, [t, formats, isNarrow, onRemove])
}

/** What it is called, and what kind of file it is. */
function Name({ view: { name, format } }: { view: ExportView }) {
  const t = useMessages()
  return (
    <span className="grid min-w-0 content-center leading-tight">
      <span title={name} className="truncate">
        <bdi>{name}</bdi>
      </span>
      <span className="truncate text-small text-faint">{t(`exports.format.${format}`)}</span>
    </span>
  )
}

const kinds = {
  running: 'accent',
  done: 'good',
  failed: 'danger',
  cancelled: 'neutral',
  expired: 'neutral',
} as const

/** How it stands: a bar while it runs, and why where it failed. */
function State({ view }: { view: ExportView }) {
  const t = useMessages()
  const { state, done, gone, total, error } = view
  const word = t(`exports.state.${state}`)
  if (state === 'running') {
    return (
      <span className="grid gap-1 pe-3">
        <span className="text-small text-muted">{word}</span>
        <ProgressBar label={word} value={total === 0 ? 0 : (done + gone) / total} />
      </span>
    )
  }
  const why = error === null ? null : describeCode(error, t)
  return (
    <span className="flex min-w-0 items-center gap-2" title={why ?? undefined}>
      <Badge kind={kinds[state]}>{word}</Badge>
      {why === null ? null : <span className="truncate text-small text-muted max-sm:sr-only">{why}</span>}
    </span>
  )
}

function Expiry({ view: { state, expiresAt } }: { view: ExportView }) {
  const formats = useFormats()
  const now = useNow(60_000)
  if (expiresAt === null || state !== 'done') return <span className="text-faint">–</span>
  return <time title={formats.moment(expiresAt)}>{formats.ago(expiresAt, now)}</time>
}

function Actions(props: { view: ExportView; isNarrow: boolean; onRemove(): void }) {
  const t = useMessages()
  const { view, isNarrow } = props
  const { download, cancel, repeat } = useExportActions()
  const icon = { size: 14, 'aria-hidden': true } as const
  if (view.state === 'running') {
    const label = t('exports.cancel')
    return (
      <Action isNarrow={isNarrow} label={label} icon={<X {...icon} />} onPress={() => void cancel(view.id)} />
    )
  }
  return (
    <span className="flex items-center justify-end gap-1">
      {mayRepeat(view) ? (
        <Action
          isNarrow={isNarrow}
          label={t('exports.again')}
          icon={<RotateCw {...icon} />}
          onPress={() => void repeat(view.id)}
        />
      ) : null}
      {view.state === 'done' ? (
        <Action
          isNarrow={isNarrow}
          label={t('exports.download')}
          icon={<Download {...icon} />}
          onPress={() => void download(view.id)}
        />
      ) : null}
      <IconButton
        size="small"
        label={t('exports.delete')}
        icon={<Trash2 {...icon} />}
        onClick={props.onRemove}
      />
    </span>
  )
}

/** What is done with an export first of all: in words where there is room, as a picture with the same name on a phone. */
function Action(props: { isNarrow: boolean; label: string; icon: ReactNode; onPress(): void }) {
  const { label, icon, onPress } = props
  if (props.isNarrow) return <IconButton size="small" label={label} icon={icon} onClick={onPress} />
  return (
    <Button size="small" icon={icon} onClick={onPress}>
      {label}
    </Button>
  )
}
