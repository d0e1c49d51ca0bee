import { useEffect } from 'react'
import { useFormChoice } from './session-choices.ts'
import { isPlain, isViewAlone, type SessionsAddress, type SessionsParameters } from './sessions-address.ts'
import type { Views } from './views/use-views.ts'
import { askedBy } from './views/view-state.ts'

type Source = Readonly<{
  address: SessionsAddress
  parameters: SessionsParameters
  views: Views
  change: (part: Partial<SessionsAddress>, how: { replace: boolean }) => void
}>

/**
 * Completes an address that says less than it means, without a step in the history: a view alone is what it holds, a
 * link from an inbox or a contact is a filter, and the plain page opens in the form it was left in. True while it is not
 * known yet what a view holds, so that nothing else is listed in its place.
 */
export function useArrival({ address, parameters, views, change }: Source): boolean {
  const [form] = useFormChoice()
  const isAlone = isViewAlone(parameters)
  const named = isAlone ? views.views.find(({ id }) => id === address.viewId) : undefined
  useEffect(() => {
    if (named !== undefined) change(askedBy(named.definition), { replace: true })
  }, [named, change])
  const isShort = parameters.inbox !== undefined || parameters.contact !== undefined
  useEffect(() => {
    if (isShort) change({}, { replace: true })
  }, [isShort, change])
  const opensAsLeft = isPlain(parameters) && parameters.view === undefined && form === 'timeline'
  useEffect(() => {
    if (opensAsLeft) change({ form: 'timeline' }, { replace: true })
  }, [opensAsLeft, change])
  return named !== undefined || (isAlone && views.isPending)
}
