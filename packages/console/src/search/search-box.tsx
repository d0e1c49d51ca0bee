import type { SearchHit, SessionRow } from '@rapport/contract/light'
import { useNavigate } from '@tanstack/react-router'
import { Hash, MessageSquareText, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type Translate, useMessages } from '../app/index.ts'
import {
  Avatar,
  Banner,
  CommandSurface,
  channelGlyphOf,
  RelativeTime,
  Spinner,
  StatePill,
  useFormats,
} from '../ui/index.ts'
import { Snippet } from './snippet.tsx'
import { describeSearchProblem, describeWrongWords, useEverything, useRested } from './use-search.ts'

/** The box that finds sessions, people and what was said, from anywhere. */
export function SearchBox({ onClose }: { onClose: () => void }) {
  const t = useMessages()
  const [query, setQuery] = useState('')
  const rested = useRested(query)
  const found = useEverything(rested)
  const isRested = rested.trim() === query.trim()
  const wrong = describeWrongWords(query, isRested ? found.error : null, t)
  const items = useItems(wrong === null ? query : '', found.data)
  const isAsking = wrong === null && query.trim() !== '' && (found.isFetching || !isRested)
  const isFailed = isRested && found.error !== null
  return (
    <CommandSurface
      label={t('search.box')}
      placeholder={t('search.placeholder')}
      search={{
        query,
        onQuery: setQuery,
        isAwaited: isAsking && !isFailed && found.data?.q !== query.trim(),
      }}
      onClose={onClose}
      items={items}
      emptyText={wrong ?? t('search.hint')}
      footer={
        isFailed && wrong === null && query.trim() !== '' ? (
          <Banner kind="error">{describeSearchProblem(found.error, t)}</Banner>
        ) : (
          <Footer isAsking={isAsking} isCatchingUp={found.data?.messages?.isCatchingUp ?? false} />
        )
      }
    />
  )
}

function Footer({ isAsking, isCatchingUp }: { isAsking: boolean; isCatchingUp: boolean }) {
  const t = useMessages()
  return (
    <div
      role="status"
      className="flex h-8 shrink-0 items-center gap-2 border-t border-line-soft px-3.5 text-small text-faint"
    >
      {isAsking ? <Spinner size={12} /> : null}
      {isAsking ? t('search.searching') : isCatchingUp ? t('search.catchingUp') : t('search.quotes')}
    </div>
  )
}

type Found = NonNullable<ReturnType<typeof useEverything>['data']>

function useItems(query: string, found: Found | undefined) {
  const t = useMessages()
  const formats = useFormats()
  const navigate = useNavigate()
  if (query.trim() === '' || found === undefined) return []
  const { q } = found
  const sessions = found.sessions.map((row) => ({
    id: `session:${row.session.id}`,
    group: t('search.sessions'),
    label: `#${row.session.number} ${nameOf(row.contact.name, t)}`,
    body: <SessionLine row={row} />,
    run: () =>
      void navigate({ to: '/sessions/$sessionId', params: { sessionId: row.session.id }, search: {} }),
  }))
  const messages = (found.messages?.items ?? []).map((hit) => ({
    id: `message:${hit.messageId}`,
    group: t('search.messages'),
    label: `${nameOf(hit.contact.name, t)}: ${hit.snippet.map(({ text }) => text).join('')}`,
    body: <MessageLine hit={hit} />,
    run: () =>
      void navigate({
        to: '/sessions/$sessionId',
        params: { sessionId: hit.sessionId },
        search: { message: hit.messageId },
      }),
  }))
  const count = found.messages?.count ?? null
  const more = {
    id: 'all',
    group: t('search.more'),
    label:
      count === null
        ? t('search.allNamed', { q })
        : t('search.all', { q, n: count, count: formats.count(count, 10_000) }),
    icon: <Search size={15} aria-hidden="true" />,
    run: () =>
      void (found.messages === null
        ? navigate({ to: '/sessions', search: { filter: `contactName:contains(${JSON.stringify(q)})` } })
        : navigate({ to: '/search', search: { q } })),
  }
  return [...sessions, ...messages, more]
}

const nameOf = (name: string | null, t: Translate) => name ?? t('search.visitor')

function Line({ icon, children, at }: { icon: ReactNode; children: ReactNode; at: number }) {
  return (
    <>
      <span className="grid w-6 shrink-0 place-items-center text-faint">{icon}</span>
      <span className="min-w-0 flex-1 py-1">{children}</span>
      <span className="shrink-0 text-small text-faint">
        <RelativeTime at={at} />
      </span>
    </>
  )
}

function SessionLine({ row }: { row: SessionRow }) {
  const t = useMessages()
  const name = nameOf(row.contact.name, t)
  const reached = row.about.email ?? row.about.phone
  return (
    <Line
      at={row.session.startedAt}
      icon={
        <Avatar
          size="small"
          name={name}
          pictureUrl={row.contact.avatarUrl}
          channel={channelGlyphOf(row.inbox)}
        />
      }
    >
      <span className="flex min-w-0 items-center gap-2">
        <bdi className="truncate font-medium">{name}</bdi>
        <span className="shrink-0 text-small text-muted tabular-nums">
          <Hash size={10} aria-hidden="true" className="inline" />
          {row.session.number}
        </span>
        {reached === null ? null : <bdi className="truncate text-small text-muted">{reached}</bdi>}
        <StatePill state={row.session.state} />
      </span>
    </Line>
  )
}

function MessageLine({ hit }: { hit: SearchHit }) {
  const t = useMessages()
  return (
    <Line at={hit.at} icon={<MessageSquareText size={15} aria-hidden="true" />}>
      <span className="block truncate">
        <Snippet pieces={hit.snippet} />
      </span>
      <span className="block truncate text-small text-muted">
        <bdi>{nameOf(hit.contact.name, t)}</bdi> · #{hit.number}
      </span>
    </Line>
  )
}
