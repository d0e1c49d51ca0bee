import type { InboxView } from '@rapport/contract/light'
import { can } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, MessagesSquare, Plus } from 'lucide-react'
import { SettingsPage, useClient, useMe, useMessages } from '../app/index.ts'
import {
  Badge,
  ChannelGlyph,
  channelGlyphOf,
  EmptyState,
  ErrorState,
  Skeleton,
  useChannelName,
} from '../ui/index.ts'
import { inboxesQuery } from './use-inboxes.ts'

/** The inboxes of the workspace; a web chat and a generic channel can be changed. */
export function InboxSettings() {
  const t = useMessages()
  const { role } = useMe()
  const inboxes = useQuery(inboxesQuery(useClient()))
  const mayManage = can(role, 'inboxes.manage')
  const items = inboxes.data?.items ?? []
  const add = mayManage ? (
    <Link
      to="/settings/inboxes/new"
      className="inline-flex h-7.5 shrink-0 items-center gap-1.5 rounded-control bg-accent px-2.75 font-medium text-accent-text hover:bg-accent-strong"
    >
      <Plus size={15} aria-hidden="true" />
      {t('inboxes.new')}
    </Link>
  ) : null
  return (
    <SettingsPage
      title={t('app.settings.inboxes')}
      description={t('inboxes.what')}
      action={items.length > 0 ? add : null}
    >
      {inboxes.isPending ? <ListSkeleton /> : null}
      {inboxes.isError ? (
        <ErrorState
          title={t('inboxes.failed')}
          onRetry={() => void inboxes.refetch()}
          busy={inboxes.isFetching}
        />
      ) : null}
      {inboxes.data && items.length === 0 ? (
        <EmptyState
          icon={<MessagesSquare size={20} />}
          title={t('inboxes.none')}
          description={t('inboxes.noneWhy')}
          action={add}
        />
      ) : null}
      {items.length > 0 ? (
        <ul className="border-t border-line">
          {items.map((inbox) => (
            <li key={inbox.id} className="border-b border-line">
              <InboxLine inbox={inbox} mayManage={mayManage} />
            </li>
          ))}
        </ul>
      ) : null}
    </SettingsPage>
  )
}

function InboxLine({ inbox, mayManage }: { inbox: InboxView; mayManage: boolean }) {
  const t = useMessages()
  const channelName = useChannelName()
  const isGeneric = inbox.channelKind === 'generic'
  const isUnconnected = isGeneric && (inbox.generic?.settings.url ?? null) === null
  const facts = (
    <>
      <ChannelGlyph kind={channelGlyphOf(inbox)} size={20} isDecoration />
      <span className="min-w-0 flex-1">
        <span className="flex min-w-0 items-center gap-2">
          <bdi className="truncate font-strong">{inbox.name}</bdi>
          {isUnconnected ? (
            <span title={t('inboxes.notConnectedWhy')}>
              <Badge>{t('inboxes.notConnected')}</Badge>
            </span>
          ) : null}
        </span>
        <span className="block truncate text-small text-muted">
          <bdi>{channelName(inbox)}</bdi> · {t(`inboxes.starts.${inbox.startsIn}`)} ·{' '}
          {t('inboxes.worked', { agents: inbox.agentIds.length, teams: inbox.teamIds.length })}
        </span>
      </span>
    </>
  )
  const line = 'flex min-h-14 w-full items-center gap-3 px-2 text-start'
  if (!mayManage || !(isGeneric || inbox.widget)) return <div className={line}>{facts}</div>
  return (
    <Link
      to="/settings/inboxes/$inboxId"
      params={{ inboxId: inbox.id }}
      className={`${line} -outline-offset-2 hover:bg-hover`}
    >
      {facts}
      <ChevronRight size={16} aria-hidden="true" className="text-faint rtl:rotate-180" />
    </Link>
  )
}

const ListSkeleton = () => (
  <div aria-hidden="true" className="border-t border-line">
    {[0, 1, 2].map((n) => (
      <div key={n} className="flex h-14 items-center gap-3 border-b border-line px-2">
        <Skeleton className="size-5" />
        <Skeleton className="h-3 w-40" />
      </div>
    ))}
  </div>
)
