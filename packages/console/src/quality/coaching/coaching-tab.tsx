import { type AgentId, asId, type CoachingWeeks } from '@rapport/domain'
import { isRapportError } from '@rapport/sdk'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { GraduationCap } from 'lucide-react'
import { changedSearch, describeProblem, useClient, useMay, useMe, useMessages } from '../../app/index.ts'
import { useTeam } from '../../team/index.ts'
import { EmptyState, ErrorState, LoadingPane } from '../../ui/index.ts'
import { AgentChoice } from '../agent-choice.tsx'
import { CoachingPage } from './coaching-page.tsx'
import { readWeeks, WeeksBack } from './weeks-back.tsx'

/** What an agent's reviews show: a reviewer chooses whose, an agent sees their own. */
export function CoachingTab() {
  const t = useMessages()
  const { user } = useMe()
  const mayReview = useMay('quality.review')
  const { agents } = useTeam()
  const search = useSearch({ from: '/shell/quality' })
  const navigate = useNavigate()
  const change = (part: Record<string, string | undefined>) =>
    void navigate({ to: '/quality', search: changedSearch(search, part), replace: true })
  const weeks = readWeeks(search.weeks)
  const first = agents.find(({ role, deactivated }) => role === 'agent' && !deactivated)?.id
  const chosen = mayReview ? (search.agent ?? first) : user.id
  const agentId = chosen === undefined ? null : asId<AgentId>(chosen)
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-240 grid-cols-1 gap-4 px-4 py-3">
        <div className="flex flex-wrap items-center gap-2">
          {mayReview ? (
            <AgentChoice value={agentId} onChange={(id) => change({ agent: id ?? undefined })} />
          ) : null}
          <WeeksBack value={weeks} onChange={(next) => change({ weeks: next })} />
        </div>
        {agentId === null ? (
          <EmptyState
            icon={<GraduationCap size={20} aria-hidden="true" />}
            title={t('quality.chooseAgent')}
          />
        ) : (
          <OfAgent agentId={agentId} weeks={weeks} isOwn={agentId === user.id} />
        )}
      </div>
    </div>
  )
}

function OfAgent({ agentId, weeks, isOwn }: { agentId: AgentId; weeks: CoachingWeeks; isOwn: boolean }) {
  const t = useMessages()
  const { reviews } = useClient()
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['reviews', 'coaching', agentId, weeks],
    queryFn: () => reviews.coaching({ agentId, weeks }),
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
  return data.reviews === 0 ? (
    <EmptyState
      icon={<GraduationCap size={20} aria-hidden="true" />}
      title={t('quality.noCoaching')}
      description={t('quality.noCoachingWhy')}
    />
  ) : (
    <CoachingPage coaching={data} isOwn={isOwn} />
  )
}
