import { lazy, type ReactNode, Suspense, useId, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { SegmentedControl, Skeleton, useFormats } from '../../ui/index.ts'
import { Score } from '../score.tsx'
import type { Coaching } from './coaching.ts'
import { TrendTable } from './trend-table.tsx'
import { WeakestCriteria } from './weakest-criteria.tsx'

const TrendChart = lazy(() => import('./trend-chart.tsx').then((part) => ({ default: part.TrendChart })))

/** One agent's reviews: what they come to, how that went on, and what to work at, with examples. */
export function CoachingPage({ coaching, isOwn }: { coaching: Coaching; isOwn: boolean }) {
  const t = useMessages()
  const name = coaching.agent.name ?? t('quality.theAgent')
  return (
    <>
      <h2 className="text-large font-bold">{isOwn ? t('quality.ownCoaching') : <bdi>{name}</bdi>}</h2>
      <Figures coaching={coaching} isOwn={isOwn} />
      {isOwn && coaching.everyone === null ? (
        <p className="max-w-160 text-small text-muted">{t('quality.teamMeanWhy')}</p>
      ) : null}
      <Trend coaching={coaching} />
      <WeakestCriteria criteria={coaching.criteria} />
    </>
  )
}

function Figures({ coaching, isOwn }: { coaching: Coaching; isOwn: boolean }) {
  const t = useMessages()
  const formats = useFormats()
  const { reviews, score, everyone, acknowledged, disputed, waiting } = coaching
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-y border-line py-3 sm:flex">
      <Figure term={t('quality.meanScore')}>
        <Score value={score} isLarge />
      </Figure>
      <Figure term={t(isOwn ? 'quality.teamMeanOwn' : 'quality.teamMean')}>
        <Score value={everyone} isLarge />
      </Figure>
      <Figure term={t('quality.reviewsCount')}>{formats.count(reviews)}</Figure>
      <Figure term={t('quality.standing.acknowledged')}>{formats.count(acknowledged)}</Figure>
      <Figure term={t('quality.disputedCount')}>{formats.count(disputed)}</Figure>
      <Figure term={t('quality.standing.none')}>{formats.count(waiting)}</Figure>
    </dl>
  )
}

function Figure({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="sm:pe-4">
      <dt className="text-small text-muted">{term}</dt>
      <dd className="text-large font-bold">{children}</dd>
    </div>
  )
}

type Form = 'chart' | 'table'

function Trend({ coaching: { trend, everyone } }: { coaching: Coaching }) {
  const t = useMessages()
  const [form, setForm] = useState<Form>('chart')
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <div className="mb-1.5 flex flex-wrap items-center gap-3">
        <h3 id={id} className="flex-1 font-strong">
          {t('quality.trend')}
        </h3>
        <SegmentedControl<Form>
          label={t('quality.trendForm')}
          value={form}
          onChange={setForm}
          choices={[
            { value: 'chart', label: t('quality.chart') },
            { value: 'table', label: t('quality.table') },
          ]}
        />
      </div>
      {form === 'table' ? (
        <TrendTable trend={trend} />
      ) : (
        <Suspense fallback={<Skeleton className="h-52 w-full" />}>
          <TrendChart trend={trend} everyone={everyone} />
        </Suspense>
      )}
    </section>
  )
}
