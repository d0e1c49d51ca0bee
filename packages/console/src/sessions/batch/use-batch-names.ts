import { useMessages } from '../../app/index.ts'
import { useTeam } from '../../team/index.ts'
import { useTags } from '../marks/use-tags.ts'
import type { BatchNames } from './describe-batch.ts'

/** Who and what a batch is about, by name; what has been deleted since is told without one. */
export function useBatchNames(): BatchNames {
  const t = useMessages()
  const { agents, teamNames } = useTeam()
  const { byId } = useTags()
  return {
    ofTarget: (to) =>
      'teamId' in to
        ? (teamNames[to.teamId] ?? t('sessions.thread.unnamed.team'))
        : (agents.find(({ id }) => id === to.agentId)?.name ?? t('sessions.thread.unnamed.agent')),
    ofTag: (id) => byId.get(id)?.name ?? '…',
  }
}
