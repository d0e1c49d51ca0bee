import type { InboxView } from '@rapport/contract/light'
import type { SessionCounts } from '@rapport/sdk'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMessages } from '../../app/index.ts'
import { ChannelGlyph, channelGlyphOf, useFormats } from '../../ui/index.ts'
import { listOfInbox, namedLists } from './inbox-list.ts'

/** The lists one works from, with how many each holds, and the inboxes. On a narrow screen one line that scrolls. */
export function ListNav({
  listId,
  counts,
  inboxes,
}: {
  listId: string
  counts: SessionCounts | null
  inboxes: readonly InboxView[]
}) {
  const t = useMessages()
  const formats = useFormats()
  return (
    <nav
      aria-label={t('inbox.lists')}
      className="ui-no-scrollbar relative flex min-h-0 flex-1 flex-col gap-px overflow-auto border-line bg-sunken p-2 max-lg:flex-row max-lg:border-b max-lg:py-1.5 lg:border-e"
    >
      {namedLists.map((id) => (
        <NavLink key={id} id={id} isCurrent={id === listId}>
          <span className="min-w-0 flex-1 truncate">{t(`inbox.list.${id}`)}</span>
          {counts && counts[id] > 0 ? (
            <span className="text-small font-normal">
              <span aria-hidden="true">{formats.count(counts[id], 10_000)}</span>
              <span className="sr-only">{t('inbox.count', { n: counts[id] })}</span>
            </span>
          ) : null}
        </NavLink>
      ))}
      {inboxes.length > 0 ? (
        <h2 className="px-2 pt-3 pb-1 text-small font-medium text-faint max-lg:hidden">
          {t('inbox.inboxes')}
        </h2>
      ) : null}
      {inboxes.map((inbox) => (
        <NavLink key={inbox.id} id={listOfInbox(inbox.id)} isCurrent={listOfInbox(inbox.id) === listId}>
          <ChannelGlyph kind={channelGlyphOf(inbox)} size={14} isDecoration />
          <bdi className="min-w-0 flex-1 truncate">{inbox.name}</bdi>
        </NavLink>
      ))}
    </nav>
  )
}

function NavLink({ id, isCurrent, children }: { id: string; isCurrent: boolean; children: ReactNode }) {
  return (
    <Link
      to="/inbox/{-$list}/{-$conversationId}"
      params={{ list: id, conversationId: undefined }}
      aria-current={isCurrent ? 'page' : undefined}
      className="flex min-h-7 shrink-0 items-center gap-2 rounded-base px-2 text-muted hover:bg-hover aria-[current=page]:bg-surface aria-[current=page]:font-strong aria-[current=page]:text-text aria-[current=page]:shadow-hairline max-lg:min-h-8 max-lg:px-2.5"
    >
      {children}
    </Link>
  )
}
