import { useQuery } from '@tanstack/react-query'
import { useClient } from '../app/index.ts'

const noNames: Readonly<Record<string, string>> = {}

/** The names of all teams by id, for events that name a team. Empty until they are known. */
export function useTeamNames(): Readonly<Record<string, string>> {
  const client = useClient()
  const { data } = useQuery({
    queryKey: ['team'],
    queryFn: () => client.team.list({}),
    select: ({ teams }) => Object.fromEntries(teams.map(({ id, name }) => [id, name])),
  })
  return data ?? noNames
}
