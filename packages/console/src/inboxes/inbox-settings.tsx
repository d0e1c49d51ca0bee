import type { InboxView } from '@rapport/contract/light'
import { can } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { ChevronRight, MessagesSquare, Plus } from 'lucide-react'
import { useState } from 'react'
import { SettingsPage, useClient, useMe, useMessages } from '../app/index.ts'
import { Button, ChannelGlyph, channelGlyphOf, EmptyState, ErrorState, Skeleton } from '../ui/index.ts'
import { InboxEditor } from './inbox-editor.tsx'
import { inboxesQuery } from './use-inboxes.ts'

/** The inboxes of the workspace; one that is a web chat can be changed. */
export function InboxSettings() {
  const t = useMessages()
  const { role } = useMe()
  const inboxes = useQuery(inboxesQuery(useClient()))
  const [edited, setEdited] = useState<string | null>(null)
  const mayManage = can(role, 'inboxes.manage')
  const items = inboxes.data?.items ?? []
  if (edited !== null && mayManage) {
    return (
      <InboxEditor
        key={edited}
        inbox={items.find(({ id }) => id === edited) ?? null}
        onMade={setEdited}
        onBack={() => setEdited(null)}
      />
    )
  }
  const add = mayManage ? (
    <Button kind="primary" icon={<Plus size={15} aria-hidden="true" />} onClick={() => setEdited('new')}>
      {t('inboxes.add')}
    </Button>
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
              <InboxLine inbox={inbox} onEdit={mayManage && inbox.widget !== null ? setEdited : null} />
            </li>
          ))}
        </ul>
      ) : null}
    </SettingsPage>
  )
}

function InboxLine({ inbox, onEdit }: { inbox: InboxView; onEdit: ((id: string) => void) | null }) {
  const t = useMessages()
  const facts = (
    <>
      <ChannelGlyph kind={channelGlyphOf(inbox)} size={20} />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-left font-strong [html[dir=rtl]_&]:text-right">{inbox.name}</bdi>
        <span className="block truncate text-small text-muted">
          {t(`inboxes.starts.${inbox.startsIn}`)} ·{' '}
          {t('inboxes.worked', { agents: inbox.agentIds.length, teams: inbox.teamIds.length })}
        </span>
      </span>
    </>
  )
  const line = 'flex min-h-14 w-full items-center gap-3 px-2 text-start'
  if (onEdit === null) return <div className={line}>{facts}</div>
  return (
    <button
      type="button"
      onClick={() => onEdit(inbox.id)}
      className={`${line} -outline-offset-2 hover:bg-hover`}
    >
      {facts}
      <ChevronRight size={16} aria-hidden="true" className="text-faint rtl:rotate-180" />
    </button>
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
