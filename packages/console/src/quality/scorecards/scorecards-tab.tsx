import type { ScorecardView } from '@rapport/contract/light'
import { criteriaOf } from '@rapport/domain'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ClipboardList, Plus } from 'lucide-react'
import { describeProblem, useClient, useMessages } from '../../app/index.ts'
import { Badge, Button, EmptyState, showToast } from '../../ui/index.ts'
import { ButtonLink } from '../button-link.tsx'
import { TabPage } from '../tab-page.tsx'
import { useForgetQuality, useScorecards } from '../use-quality.ts'

/** What sessions are judged by: every scorecard, those put away last. */
export function ScorecardsTab() {
  const t = useMessages()
  const { scorecards, isPending, error, retry } = useScorecards()
  const add = (
    <ButtonLink
      to="/quality/scorecards/$scorecardId"
      params={{ scorecardId: 'new' }}
      icon={<Plus size={15} aria-hidden="true" />}
    >
      {t('quality.newScorecard')}
    </ButtonLink>
  )
  return (
    <TabPage
      description={t('quality.scorecardsWhat')}
      action={scorecards.length > 0 ? add : null}
      isPending={isPending}
      error={scorecards.length === 0 ? error : null}
      onRetry={() => void retry()}
    >
      {scorecards.length === 0 ? (
        <EmptyState
          icon={<ClipboardList size={20} aria-hidden="true" />}
          title={t('quality.noScorecards')}
          description={t('quality.noScorecardsWhy')}
          action={add}
        />
      ) : (
        <ul aria-label={t('quality.tab.scorecards')}>
          {scorecards.map((scorecard) => (
            <li key={scorecard.id}>
              <ScorecardLine scorecard={scorecard} />
            </li>
          ))}
        </ul>
      )}
    </TabPage>
  )
}

function ScorecardLine({ scorecard }: { scorecard: ScorecardView }) {
  const t = useMessages()
  const archive = useArchive()
  const { name, version, definition, isArchived, reviews } = scorecard
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line-soft py-2">
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            to="/quality/scorecards/$scorecardId"
            params={{ scorecardId: scorecard.id }}
            className="font-strong underline-offset-2 hover:underline"
          >
            <bdi>{name}</bdi>
          </Link>
          {isArchived ? <Badge>{t('quality.putAway')}</Badge> : null}
        </p>
        <p className="text-small text-muted">
          {t('quality.version', { version })}
          {' · '}
          {t('quality.categories', { n: definition.categories.length })}
          {' · '}
          {t('quality.criteria', { n: criteriaOf(definition).length })}
          {' · '}
          {t('quality.usedIn', { n: reviews })}
        </p>
      </div>
      <Button
        size="small"
        busy={archive.isPending}
        aria-label={t(isArchived ? 'quality.takeOutOf' : 'quality.archiveOf', { name })}
        onClick={() => archive.mutate(scorecard)}
      >
        {t(isArchived ? 'quality.takeOut' : 'quality.archive')}
      </Button>
    </div>
  )
}

function useArchive() {
  const t = useMessages()
  const { scorecards } = useClient()
  const forget = useForgetQuality()
  return useMutation({
    mutationFn: ({ id, isArchived }: ScorecardView) =>
      scorecards.archive({ scorecardId: id, isArchived: !isArchived }),
    onSuccess: forget,
    onError: (error) =>
      showToast({ kind: 'error', title: describeProblem(error, t, { in_use: t('quality.inUse') }) }),
  })
}
