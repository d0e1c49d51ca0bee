import type { SearchHit } from '@rapport/contract/light'
import { Link } from '@tanstack/react-router'
import { useMessages } from '../app/index.ts'
import { Avatar, Button, channelGlyphOf, ListSkeleton, RelativeTime, VirtualList } from '../ui/index.ts'
import { Snippet } from './snippet.tsx'
import type { useMessageSearch } from './use-search.ts'

/** The messages that were found, newest first, each a way to where it was said. */
export function SearchHits({ found }: { found: ReturnType<typeof useMessageSearch> }) {
  const t = useMessages()
  if (found.isPending) return <ListSkeleton />
  const loadMore = () => {
    if (found.hasNextPage && !found.isFetchingNextPage) void found.fetchNextPage()
  }
  return (
    <VirtualList
      label={t('search.messages')}
      items={found.hits}
      itemSize={72}
      onReachEnd={loadMore}
      className="min-h-0 flex-1 px-4"
      footer={
        <div className="grid h-14 place-items-center text-small text-faint">
          {found.hasNextPage ? (
            <Button size="small" busy={found.isFetchingNextPage} onClick={loadMore}>
              {t('search.loadMore')}
            </Button>
          ) : (
            t('search.end')
          )}
        </div>
      }
    >
      {(hit) => (
        // biome-ignore lint/a11y/useSemanticElements: the list around it is virtual, and made of divs
        <div role="listitem" key={hit.messageId}>
          <Hit hit={hit} />
        </div>
      )}
    </VirtualList>
  )
}

function Hit({ hit }: { hit: SearchHit }) {
  const t = useMessages()
  const name = hit.contact.name ?? t('search.visitor')
  return (
    <article className="relative flex max-w-220 items-start gap-3 border-b border-line-soft py-2.5 hover:bg-hover">
      <Avatar name={name} pictureUrl={hit.contact.avatarUrl} channel={channelGlyphOf(hit.inbox)} />
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-2">
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: hit.sessionId }}
            search={{ message: hit.messageId }}
            className="truncate font-medium after:absolute after:inset-0"
          >
            <bdi>{name}</bdi>
          </Link>
          <span className="shrink-0 text-small text-muted tabular-nums">#{hit.number}</span>
          <span className="ms-auto shrink-0 text-small text-faint">
            <RelativeTime at={hit.at} />
          </span>
        </p>
        <p className="line-clamp-2 wrap-anywhere">
          {hit.from === 'contact' ? null : (
            <span className="text-muted">
              <bdi>{hit.authorName ?? t(`search.by.${hit.from}`)}</bdi>:{' '}
            </span>
          )}
          <Snippet pieces={hit.snippet} />
        </p>
      </div>
      <Link
        to="/inbox/{-$list}/{-$conversationId}"
        params={{ list: 'active', conversationId: hit.conversationId }}
        search={{ session: hit.sessionId, message: hit.messageId }}
        className="relative z-10 shrink-0 self-center rounded-control border border-line bg-surface px-2 py-0.5 text-small hover:bg-hover max-sm:hidden"
      >
        {t('search.toConversation')}
      </Link>
    </article>
  )
}
