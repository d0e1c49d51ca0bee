import type { WatchWordView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { Eye, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { describeProblem, useClient, useMessages } from '../app/index.ts'
import {
  Badge,
  EmptyState,
  ErrorState,
  IconButton,
  ListSkeleton,
  SearchField,
  useFormats,
} from '../ui/index.ts'
import { useRemoveWord, watchWordsQuery } from './use-watch-words.ts'

const manyWords = 12

/** The words that are watched for, most found first. */
export function WatchWordList({ action }: { action: ReactNode }) {
  const t = useMessages()
  const words = useQuery(watchWordsQuery(useClient()))
  const [wanted, setWanted] = useState('')
  const items = words.data?.items ?? []
  const shown = items
    .filter(({ text }) => text.toLowerCase().includes(wanted.trim().toLowerCase()))
    .toSorted((a, b) => b.hits - a.hits || a.text.localeCompare(b.text))
  if (words.isPending) return <ListSkeleton />
  if (words.isError && !words.data) {
    return (
      <ErrorState
        title={t('watch-words.failed')}
        description={describeProblem(words.error, t)}
        onRetry={() => void words.refetch()}
        busy={words.isFetching}
      />
    )
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<Eye size={20} aria-hidden="true" />}
        title={t('watch-words.none')}
        description={t('watch-words.noneWhy')}
        action={action}
      />
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col gap-2 pt-3">
      {items.length > manyWords ? (
        <SearchField
          label={t('watch-words.find')}
          value={wanted}
          onChange={setWanted}
          className="max-w-80 shrink-0"
        />
      ) : null}
      <ul aria-label={t('app.settings.watchWords')} className="min-h-0 flex-1 overflow-y-auto">
        {shown.map((word) => (
          <li key={word.id} className="border-b border-line-soft">
            <WordLine word={word} />
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <EmptyState title={t('watch-words.noMatch')} /> : null}
    </div>
  )
}

function WordLine({ word }: { word: WatchWordView }) {
  const t = useMessages()
  const formats = useFormats()
  const remove = useRemoveWord()
  return (
    <div className="flex min-h-10 items-center gap-3 px-1">
      <bdi className="min-w-0 flex-1 truncate font-medium">{word.text}</bdi>
      <Badge>{t(`watch-words.side.${word.side}`)}</Badge>
      <span className="w-28 text-end text-small text-muted tabular-nums">
        {t('watch-words.hits', { n: word.hits, count: formats.count(word.hits) })}
      </span>
      <IconButton
        size="small"
        label={t('watch-words.remove', { text: word.text })}
        icon={<Trash2 size={14} aria-hidden="true" />}
        disabled={remove.isPending}
        onClick={() => remove.mutate(word)}
      />
    </div>
  )
}
