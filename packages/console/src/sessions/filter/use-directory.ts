import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient } from '../../app/index.ts'

/** The people and places of the workspace, for what names them by id: agents, teams, bots and inboxes. Empty until `isKnown`. */
export function useDirectory() {
  const client = useClient()
  const team = useQuery({ queryKey: ['team'], queryFn: () => client.team.list({}) })
  const inboxes = useQuery({ queryKey: ['inboxes'], queryFn: () => client.inboxes.list({}) })
  return useMemo(
    () => ({
      agents: team.data?.agents ?? [],
      teams: team.data?.teams ?? [],
      bots: team.data?.bots ?? [],
      inboxes: inboxes.data?.items ?? [],
      isKnown: team.data !== undefined && inboxes.data !== undefined,
    }),
    [team.data, inboxes.data],
  )
}
