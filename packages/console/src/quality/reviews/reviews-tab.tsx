import type { ReviewView } from '@rapport/contract/light'
import { type AgentId, asId } from '@rapport/domain'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardCheck } from 'lucide-react'
import { changedSearch, StateFilter, useMe, useMessages } from '../../app/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { AgentChoice } from '../agent-choice.tsx'
import { type ReviewFilter, ReviewTable } from './review-table.tsx'

const standings = ['draft', 'none', 'acknowledged', 'disputed', 'upheld', 'corrected'] as const
type Standing = (typeof standings)[number]

/** What a standing means in what is asked for. */
const askedBy = (standing: Standing | undefined): ReviewFilter => {
  if (standing === undefined) return {}
  return standing === 'draft' ? { state: 'draft' } : { state: 'submitted', response: standing }
}

/** Every review one may see, narrowed by agent and by how it stands. */
export function ReviewsTab() {
  const t = useMessages()
  const search = useSearch({ from: '/shell/quality' })
  const navigate = useNavigate()
  const change = (part: { standing?: string | undefined; agent?: string | undefined }) =>
    void navigate({ to: '/quality', search: changedSearch(search, part), replace: true })
  const standing = standings.find((one) => one === search.standing)
  const agentId = search.agent === undefined ? undefined : asId<AgentId>(search.agent)
  const isNarrowed = standing !== undefined || agentId !== undefined
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2">
        <StateFilter<Standing>
          label={t('quality.column.standing')}
          states={standings}
          nameOf={(one) => t(`quality.standing.${one}`)}
          value={standing}
          onChange={(one) => change({ standing: one })}
          allLabel={t('quality.allStandings')}
        />
        <AgentChoice value={agentId ?? null} onChange={(id) => change({ agent: id ?? undefined })} mayBeAll />
      </div>
      <ReviewTable
        label={t('quality.tab.reviews')}
        filter={{ ...askedBy(standing), ...(agentId === undefined ? {} : { agentId }) }}
        empty={
          <EmptyState
            icon={<ClipboardCheck size={20} aria-hidden="true" />}
            title={t(isNarrowed ? 'quality.noMatch' : 'quality.noReviews')}
            description={isNarrowed ? null : t('quality.noReviewsWhy')}
            action={
              isNarrowed ? (
                <Button onClick={() => change({ standing: undefined, agent: undefined })}>
                  {t('quality.showAll')}
                </Button>
              ) : null
            }
          />
        }
      />
    </div>
  )
}

/** The reviews of one's own work, those not yet answered marked. */
export function MyReviewsTab() {
  const t = useMessages()
  const { user } = useMe()
  return (
    <div className="flex h-full min-h-0 flex-col pt-2">
      <ReviewTable
        isOwn
        label={t('quality.tab.mine')}
        filter={{ agentId: asId<ReviewView['reviewerId']>(user.id), state: 'submitted' }}
        empty={
          <EmptyState
            icon={<ClipboardCheck size={20} aria-hidden="true" />}
            title={t('quality.noneOfMine')}
            description={t('quality.noneOfMineWhy')}
          />
        }
      />
    </div>
  )
}
