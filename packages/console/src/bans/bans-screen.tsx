import type { BanView } from '@rapport/contract/light'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { describeProblem, PagesTable, SettingsPage, useClient, useMessages, usePages } from '../app/index.ts'
import {
  Avatar,
  Badge,
  Button,
  ConfirmDialog,
  columnMaker,
  type DataColumn,
  EmptyState,
  isPhone,
  RelativeTime,
  SegmentedControl,
  useFormats,
  useMedia,
} from '../ui/index.ts'
import { useLiftBan } from './use-lift-ban.ts'

const shownStates = ['standing', 'all'] as const
const idOf = ({ id }: BanView) => id

/** Who is not let in, since when and why; and those who were. */
export function BansScreen() {
  const t = useMessages()
  const { bans } = useClient()
  const search = useSearch({ from: '/shell/settings/bans' })
  const navigate = useNavigate()
  const state = search.state === 'all' ? 'all' : 'standing'
  const [lifted, setLifted] = useState<BanView | null>(null)
  const pages = usePages<BanView>({
    key: ['bans', state],
    fetchPage: (cursor, signal) => bans.list({ state, ...(cursor ? { cursor } : {}) }, { signal }),
  })
  return (
    <SettingsPage isWhole title={t('app.settings.bans')} description={t('bans.what')}>
      <div>
        <SegmentedControl
          label={t('bans.shown')}
          value={state}
          onChange={(value) =>
            void navigate({
              to: '/settings/bans',
              search: value === 'all' ? { state: value } : {},
              replace: true,
            })
          }
          choices={shownStates.map((value) => ({ value, label: t(`bans.shown.${value}`) }))}
        />
      </div>
      <PagesTable
        label={t('bans.list')}
        pages={pages}
        columns={useColumns(setLifted)}
        rowId={idOf}
        onOpen={(ban) => {
          if (ban.state === 'standing') setLifted(ban)
        }}
        failed={t('bans.failed')}
        empty={
          <EmptyState
            icon={<ShieldCheck size={20} aria-hidden="true" />}
            title={t('bans.none')}
            description={t('bans.noneWhy')}
          />
        }
      />
      {lifted ? <LiftDialog ban={lifted} onClose={() => setLifted(null)} /> : null}
    </SettingsPage>
  )
}

function LiftDialog({ ban, onClose }: { ban: BanView; onClose(): void }) {
  const t = useMessages()
  const formats = useFormats()
  const lift = useLiftBan(onClose)
  const name = ban.contact.name ?? t('bans.visitor')
  return (
    <ConfirmDialog
      isOpen
      title={t('bans.liftAsk', { name })}
      description={t('bans.liftWhy')}
      confirmLabel={t('bans.lift')}
      busy={lift.isPending}
      error={lift.error === null ? null : describeProblem(lift.error, t)}
      onConfirm={() => lift.mutate(ban)}
      onClose={onClose}
    >
      <p className="text-muted">
        {ban.refusedCount === 0 || ban.refusedAt === null
          ? t('bans.neverTried')
          : t('bans.tried', { n: ban.refusedCount, when: formats.moment(ban.refusedAt) })}
      </p>
    </ConfirmDialog>
  )
}

type ColumnId = 'contact' | 'reason' | 'by' | 'since' | 'until' | 'tried' | 'action'

function useColumns(onLift: (ban: BanView) => void): readonly DataColumn<BanView>[] {
  const t = useMessages()
  const formats = useFormats()
  const isNarrow = useMedia(isPhone)
  return useMemo((): readonly DataColumn<BanView>[] => {
    const column = columnMaker<BanView, ColumnId>((id) => t(`bans.column.${id}`))
    const end = { align: 'end' } as const
    const contact = column('contact', isNarrow ? 150 : 200, (ban) => <Banned ban={ban} />, {
      grows: isNarrow,
    })
    const action = column('action', 92, (ban) =>
      ban.state === 'standing' ? (
        <Button size="small" tabIndex={-1} onClick={() => onLift(ban)}>
          {t('bans.lift')}
        </Button>
      ) : (
        <Badge>{t(`bans.state.${ban.state}`)}</Badge>
      ),
    )
    if (isNarrow) return [contact, action]
    return [
      contact,
      column('reason', 220, ({ reason }) => <bdi title={reason}>{reason}</bdi>, { grows: true }),
      column('by', 120, ({ byName }) => <bdi>{byName ?? '–'}</bdi>),
      column('since', 90, ({ createdAt }) => <RelativeTime at={createdAt} />, end),
      column('until', 130, ({ until }) => (until === null ? t('bans.forGood') : formats.moment(until)), end),
      column('tried', 92, ({ refusedCount }) => formats.count(refusedCount), end),
      action,
    ]
  }, [t, formats, isNarrow, onLift])
}

/** Who it is, as a way to their sessions. */
function Banned({ ban: { contact } }: { ban: BanView }) {
  const t = useMessages()
  const name = contact.name ?? t('bans.visitor')
  return (
    <Link
      to="/sessions"
      search={{ filter: `contact:any(${contact.id})` }}
      tabIndex={-1}
      className="flex min-w-0 items-center gap-2 hover:underline"
    >
      <Avatar size="small" name={name} pictureUrl={contact.avatarUrl} />
      <bdi className="truncate">{name}</bdi>
    </Link>
  )
}
