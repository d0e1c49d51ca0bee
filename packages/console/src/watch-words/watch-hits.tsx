import type { WatchHitView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Eye } from 'lucide-react'
import { useMemo, useState } from 'react'
import { PagesTable, useClient, useMessages, usePages } from '../app/index.ts'
import {
  Badge,
  columnMaker,
  type DataColumn,
  EmptyState,
  isPhone,
  RelativeTime,
  Select,
  useFormats,
  useMedia,
} from '../ui/index.ts'

const idOf = ({ messageId }: WatchHitView) => messageId
const anybody = 'anybody'
const contacts = 'contact'

/** Messages in which watch-words were found, newest first, and how many each agent has. */
export function WatchHits() {
  const t = useMessages()
  const { watchWords } = useClient()
  const navigate = useNavigate()
  const [who, setWho] = useState<string>(anybody)
  const pages = usePages<WatchHitView>({
    key: ['watch-words', 'hits', who],
    fetchPage: (cursor, signal) =>
      watchWords.hits(
        {
          ...(who === contacts ? { side: 'contact' } : who === anybody ? {} : { agentId: who }),
          ...(cursor ? { cursor } : {}),
        },
        { signal },
      ),
  })
  return (
    <div className="flex h-full min-h-0 flex-col gap-2 pt-3">
      <Author value={who} onChange={setWho} />
      <PagesTable
        label={t('watch-words.tab.hits')}
        pages={pages}
        columns={useColumns()}
        rowId={idOf}
        onOpen={({ sessionId, messageId }) =>
          void navigate({ to: '/sessions/$sessionId', params: { sessionId }, search: { message: messageId } })
        }
        failed={t('watch-words.hitsFailed')}
        empty={
          <EmptyState
            icon={<Eye size={20} aria-hidden="true" />}
            title={t('watch-words.noHits')}
            description={t('watch-words.noHitsWhy')}
          />
        }
      />
    </div>
  )
}

/** Whose messages: the agents with hits by how many, so that the choice is a count as well. */
function Author({ value, onChange }: { value: string; onChange(value: string): void }) {
  const t = useMessages()
  const formats = useFormats()
  const { watchWords } = useClient()
  const { data } = useQuery({
    queryKey: ['watch-words', 'counts'],
    queryFn: () => watchWords.counts({}),
    staleTime: 10_000,
  })
  return (
    <Select
      hideLabel
      label={t('watch-words.who')}
      className="w-64 shrink-0"
      value={value}
      onChange={onChange}
      choices={[
        { value: anybody, label: t('watch-words.who.anybody') },
        { value: contacts, label: t('watch-words.who.contacts') },
        ...(data?.items ?? []).map(({ agentId, name, count }) => ({
          value: agentId as string,
          label: name,
          hint: formats.count(count),
        })),
      ]}
    />
  )
}

type ColumnId = 'words' | 'text' | 'contact' | 'author' | 'session' | 'time'

function useColumns(): readonly DataColumn<WatchHitView>[] {
  const t = useMessages()
  const isNarrow = useMedia(isPhone)
  return useMemo((): readonly DataColumn<WatchHitView>[] => {
    const column = columnMaker<WatchHitView, ColumnId>((id) => t(`watch-words.column.${id}`))
    const words = column('words', isNarrow ? 120 : 170, (hit) => (
      <span className="flex min-w-0 gap-1 overflow-hidden">
        {hit.words.map((word) => (
          <Badge key={word}>{word}</Badge>
        ))}
      </span>
    ))
    const text = column(
      'text',
      200,
      (hit) =>
        hit.text === null ? (
          <span className="text-faint">{t('watch-words.gone')}</span>
        ) : (
          <bdi title={hit.text}>{hit.text}</bdi>
        ),
      { grows: true },
    )
    const time = column('time', 80, ({ at }) => <RelativeTime at={at} />, { align: 'end' })
    if (isNarrow) return [words, text, time]
    return [
      words,
      text,
      column('author', 140, ({ agentName }) =>
        agentName === null ? t('watch-words.side.contact') : <bdi>{agentName}</bdi>,
      ),
      column('contact', 150, ({ contactName }) => <bdi>{contactName ?? t('watch-words.visitor')}</bdi>),
      column('session', 90, ({ number }) => `#${number}`, { align: 'end' }),
      time,
    ]
  }, [t, isNarrow])
}
