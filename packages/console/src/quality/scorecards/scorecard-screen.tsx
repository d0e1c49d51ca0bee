import type { ScorecardView } from '@rapport/contract/light'
import { Link, useParams } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useMessages, useTitle } from '../../app/index.ts'
import { NotHere } from '../not-here.tsx'
import { useScorecards } from '../use-quality.ts'
import { ScorecardEditor } from './scorecard-editor.tsx'

/** One scorecard to be made or changed, with a preview of what reviewers will see. */
export function ScorecardScreen() {
  const t = useMessages()
  const { scorecardId } = useParams({ from: '/shell/quality/scorecards/$scorecardId' })
  const { scorecards, ...loading } = useScorecards()
  const isNew = scorecardId === 'new'
  const scorecard = scorecards.find(({ id }) => id === scorecardId) ?? null
  useTitle(scorecard?.name ?? t(isNew ? 'quality.newScorecard' : 'quality.title'))
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="px-4 pt-3 pb-2">
        <Link
          to="/quality"
          search={{ tab: 'scorecards' }}
          className="-ms-1 inline-flex min-h-6 items-center gap-1 rounded-small px-1 text-muted hover:text-text"
        >
          <ArrowLeft size={14} aria-hidden="true" className="rtl:rotate-180" />
          {t('quality.tab.scorecards')}
        </Link>
        <h1 className="text-large font-bold wrap-anywhere">
          {isNew ? t('quality.newScorecard') : <bdi>{scorecard?.name ?? ''}</bdi>}
        </h1>
        {scorecard === null ? null : <Versions scorecard={scorecard} />}
      </header>
      {isNew || scorecard !== null ? (
        <ScorecardEditor key={scorecard?.id ?? 'new'} scorecard={scorecard} />
      ) : (
        <NotHere {...loading} gone={t('quality.noScorecard')} />
      )}
    </div>
  )
}

function Versions({ scorecard }: { scorecard: ScorecardView }) {
  const t = useMessages()
  return (
    <p className="text-muted">
      {t('quality.version', { version: scorecard.version })}. {t('quality.versionsKept')}
    </p>
  )
}
