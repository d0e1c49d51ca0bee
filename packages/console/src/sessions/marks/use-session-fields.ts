import type { FieldValues, SessionId } from '@rapport/domain'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useClient } from '../../app/index.ts'
import { transcriptQuery } from '../transcript-query.ts'

/**
 * The values of a session's custom fields, where only its conversation is at hand, which carries none; null until known.
 * `changes` is how often they were set: an event says which, not to what, so each is a reason to ask again.
 */
export function useSessionFields(
  sessionId: SessionId,
  { changes, isWanted }: Readonly<{ changes: number; isWanted: boolean }>,
): FieldValues | null {
  const client = useClient()
  const { data, refetch } = useQuery({
    ...transcriptQuery(client, sessionId),
    enabled: isWanted,
    staleTime: 60_000,
  })
  const again = useEffectEvent(() => {
    if (isWanted) void refetch()
  })
  useEffect(() => {
    if (changes > 0) again()
  }, [changes])
  return data?.row.fields ?? null
}
