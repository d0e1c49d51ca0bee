import { asId, type ScorecardId } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Scale } from 'lucide-react'
import { changedSearch, describeProblem, useClient, useMessages } from '../../app/index.ts'
import { EmptyState, ErrorState, LoadingPane, Select } from '../../ui/index.ts'
import { readRange, TimeRange, useSince } from '../time-range.tsx'
import { useScorecards } from '../use-quality.ts'
import { Agreement } from './agreement.tsx'

/** How far reviewers of the same sessions agree, by one scorecard. */
export function CalibrationTab() {
  const t = useMessages()
  const search = useSearch({ from: '/shell/quality' })
  const navigate = useNavigate()
  const { scorecards, isPending, error, retry } = useScorecards()
  const change = (part: Record<string, string>) =>
    void navigate({ to: '/quality', search: changedSearch(search, part), replace: true })
  const days = readRange(search.days)
  const since = useSince(days)
  const scorecardId =
    scorecards.find(({ id }) => id === search.scorecard)?.id ??
    scorecards.toSorted((a, b) => b.reviews - a.reviews)[0]?.id
  if (isPending) return <LoadingPane />
  if (error !== null && scorecards.length === 0) {
    return (
      <ErrorState
        title={t('quality.listFailed')}
        description={describeProblem(error, t)}
        onRetry={() => void retry()}
      />
    )
  }
  if (scorecardId === undefined) {
    return (
      <EmptyState
        icon={<Scale size={20} aria-hidden="true" />}
        title={t('quality.noScorecards')}
        description={t('quality.noScorecardsWhy')}
      />
    )
  }
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-240 grid-cols-1 gap-4 px-4 py-3">
        <div className="flex flex-wrap items-center gap-2">
          <Select
            hideLabel
            label={t('quality.scorecard')}
            className="w-64"
            value={scorecardId}
            choices={scorecards.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => change({ scorecard: id })}
          />
          <TimeRange value={days} onChange={(next) => change({ days: next })} />
        </div>
        <p className="max-w-160 text-muted">{t('quality.calibrationWhat')}</p>
        <OfScorecard scorecardId={asId<ScorecardId>(scorecardId)} since={since} />
      </div>
    </div>
  )
}

function OfScorecard({ scorecardId, since }: { scorecardId: ScorecardId; since: number }) {
  const t = useMessages()
  const { reviews } = useClient()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['reviews', 'calibration', scorecardId, since],
    queryFn: () => reviews.calibration({ scorecardId, since }),
  })
  if (data === undefined) {
    return isRapportError(error) ? (
      <ErrorState
        title={t('quality.listFailed')}
        description={describeProblem(error, t)}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
    ) : (
      <LoadingPane />
    )
  }
  return data.parts.length === 0 ? (
    <EmptyState
      icon={<Scale size={20} aria-hidden="true" />}
      title={t('quality.noCalibration')}
      description={t('quality.noCalibrationWhy')}
    />
  ) : (
    <Agreement calibration={data} />
  )
}
