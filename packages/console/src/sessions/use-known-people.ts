import type { PersonView } from '@rapport/contract/light'
import { useMemo } from 'react'
import { useTeam } from '../team/index.ts'

/** Everybody in a session, and every colleague besides: a note may speak to somebody who has not taken part. */
export function useKnownPeople(
  people: Readonly<Record<string, PersonView>>,
): Readonly<Record<string, PersonView>> {
  const { agents } = useTeam()
  return useMemo(() => {
    const colleagues = agents.map(({ id, name, avatarUrl }) => [id, { kind: 'agent', id, name, avatarUrl }])
    return { ...Object.fromEntries(colleagues), ...people }
  }, [agents, people])
}
