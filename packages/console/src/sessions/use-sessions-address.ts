import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { changeAddress, readAddress, type SessionsAddress, writeAddress } from './sessions-address.ts'

/**
 * The page's address and how to change it. `replace` leaves no step in the history: for changes that nobody would
 * go back over one by one.
 */
export function useSessionsAddress() {
  const parameters = useSearch({ from: '/shell/sessions' })
  const navigate = useNavigate()
  const address = useMemo(() => readAddress(parameters), [parameters])
  const change = useCallback(
    (part: Partial<SessionsAddress>, { replace = false } = {}) =>
      void navigate({
        to: '/sessions',
        search: (now) => writeAddress(changeAddress(readAddress(now), part)),
        replace,
      }),
    [navigate],
  )
  return { address, parameters, change }
}
