import { useNavigate, useSearch } from '@tanstack/react-router'
import { MessageSquareText, SearchX, X } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { changedSearch, useMay, useMessages, useTitle } from '../app/index.ts'
import { Banner, Button, EmptyState, ErrorState, SearchField, Select, useFormats } from '../ui/index.ts'
import { SearchHits } from './search-hits.tsx'
import { authors, describeSearchProblem, describeWrongWords, useMessageSearch } from './use-search.ts'

const countMax = 10_000
const spans = ['1', '7', '30', '365'] as const
const all = 'all'

/** Everything that was said, found by its words, in the whole history. */
export function SearchScreen() {
  const t = useMessages()
  const { search, change } = useAddress()
  const q = search.q ?? ''
  useTitle(q === '' ? t('search.title') : `${q} · ${t('search.title')}`)
  const mayRead = useMay('search.content')
  const found = useMessageSearch(mayRead ? q : '', search)
  const wrong = describeWrongWords(q, found.error, t)
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="grid shrink-0 gap-2.5 border-b border-line px-4 pt-3 pb-3">
        <h1 className="text-large font-bold">{t('search.title')}</h1>
        <WordsForm q={q} wrong={wrong} onSearch={(words) => change({ q: words })} />
        <Narrowing search={search} onChange={change} />
      </header>
      {mayRead ? (
        <Found
          q={wrong === null ? q : ''}
          found={found}
          isNarrowed={Boolean(search.from ?? search.days ?? search.contact ?? search.session)}
          onReset={() => change(everywhere)}
        />
      ) : (
        <EmptyState
          icon={<MessageSquareText size={20} aria-hidden="true" />}
          title={t('search.mayNot')}
          description={t('search.mayNotWhy')}
        />
      )}
    </div>
  )
}

type Address = Readonly<{ q?: string; from?: string; days?: string; contact?: string; session?: string }>
type Change = (part: { [Key in keyof Address]?: string | undefined }) => void

const everywhere = { from: undefined, days: undefined, contact: undefined, session: undefined }

function useAddress(): { search: Address; change: Change } {
  const search = useSearch({ from: '/shell/search' })
  const navigate = useNavigate()
  const change: Change = (part) => {
    void navigate({ to: '/search', search: changedSearch(search, part), replace: part.q === undefined })
  }
  return { search, change }
}

/** Searched on Enter: every search is noted, so half a word should not be one. */
function WordsForm(props: { q: string; wrong: string | null; onSearch: (words: string) => void }) {
  const { q, wrong, onSearch } = props
  const t = useMessages()
  const [words, setWords] = useState(q)
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => setWords(q), [q])
  useEffect(() => box.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSearch(words.trim())
  }
  return (
    <search>
      <form onSubmit={submit} className="flex gap-2">
        <SearchField
          ref={box}
          label={t('search.words')}
          value={words}
          onChange={setWords}
          className="max-w-160 flex-1"
        />
        <Button kind="primary" type="submit" disabled={words.trim() === ''}>
          {t('search.go')}
        </Button>
      </form>
      <p role="status" className="pt-1.5 text-small text-muted empty:hidden">
        {wrong}
      </p>
    </search>
  )
}

function Narrowing({ search, onChange }: { search: Address; onChange: Change }) {
  const t = useMessages()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        hideLabel
        label={t('search.from')}
        className="w-40"
        value={search.from ?? all}
        onChange={(value) => onChange({ from: value === all ? undefined : value })}
        choices={[
          { value: all, label: t('search.from.all') },
          ...authors.map((value) => ({ value: value as string, label: t(`search.from.${value}`) })),
        ]}
      />
      <Select
        hideLabel
        label={t('search.when')}
        className="w-40"
        value={search.days ?? all}
        onChange={(value) => onChange({ days: value === all ? undefined : value })}
        choices={[
          { value: all, label: t('search.anyTime') },
          ...spans.map((value) => ({
            value: value as string,
            label: t('search.lastDays', { n: Number(value) }),
          })),
        ]}
      />
      {(['contact', 'session'] as const).map((one) =>
        search[one] ? (
          <Button
            key={one}
            size="small"
            icon={<X size={12} aria-hidden="true" />}
            onClick={() => onChange({ [one]: undefined })}
          >
            {t(`search.only.${one}`)}
          </Button>
        ) : null,
      )}
    </div>
  )
}

function Found(props: {
  q: string
  found: ReturnType<typeof useMessageSearch>
  isNarrowed: boolean
  onReset: () => void
}) {
  const t = useMessages()
  const formats = useFormats()
  const { q, found, isNarrowed, onReset } = props
  if (q.trim() === '') {
    return (
      <EmptyState
        icon={<MessageSquareText size={20} aria-hidden="true" />}
        title={t('search.start')}
        description={t('search.startHow')}
      />
    )
  }
  if (found.error !== null && found.hits.length === 0) {
    return (
      <ErrorState
        title={t('search.failed')}
        description={describeSearchProblem(found.error, t)}
        onRetry={() => void found.refetch()}
        busy={found.isFetching}
      />
    )
  }
  return (
    <>
      <p role="status" className="min-h-8 shrink-0 px-4 py-1.5 text-small text-muted empty:hidden">
        {found.count === 0
          ? null
          : found.count === null
            ? t('search.searching')
            : t('search.count', { n: found.count, count: formats.count(found.count, countMax) })}
      </p>
      {found.isCatchingUp ? <Banner kind="note">{t('search.catchingUp')}</Banner> : null}
      {found.count === 0 ? (
        <EmptyState
          icon={<SearchX size={20} aria-hidden="true" />}
          title={t('search.none', { q })}
          description={t('search.noneHow')}
          action={isNarrowed ? <Button onClick={onReset}>{t('search.widen')}</Button> : null}
        />
      ) : (
        <SearchHits found={found} />
      )}
    </>
  )
}
