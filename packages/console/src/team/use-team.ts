import type { AgentView, TeamView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ConsoleClient, useClient } from '../app/index.ts'

/** How to ask for everybody in the workspace; the one key under which it is kept. */
export function teamQuery(client: ConsoleClient) {
  return { queryKey: ['team'], queryFn: () => client.team.list({}), staleTime: 60_000 }
}

const noAgents: readonly AgentView[] = []
const noTeams: readonly TeamView[] = []

/** Everybody in the workspace, for choosing and for names; empty until known. */
export function useTeam() {
  const { data } = useQuery(teamQuery(useClient()))
  const teams = data?.teams ?? noTeams
  const teamNames = useMemo(() => Object.fromEntries(teams.map(({ id, name }) => [id, name])), [teams])
  return { agents: data?.agents ?? noAgents, teams, bots: data?.bots ?? [], teamNames }
}
