import type { Endpoints, InputOf, ViewView } from '@rapport/contract/light'
import type { ViewId } from '@rapport/domain'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useClient } from '../../app/index.ts'

const queryKey = ['views']
const noViews: readonly ViewView[] = []

/** The saved views one sees, and how to change them: what was saved is in the list before the promise is kept. */
export function useViews() {
  const client = useClient()
  const queries = useQueryClient()
  const { data, isPending, error } = useQuery({
    queryKey,
    queryFn: () => client.views.list({}),
    staleTime: 60_000,
  })
  const views = data?.items ?? noViews
  const onSuccess = () => queries.invalidateQueries({ queryKey })
  const create = useMutation({ mutationFn: (input: NewView) => client.views.create(input), onSuccess })
  const change = useMutation({ mutationFn: (input: ChangedView) => client.views.change(input), onSuccess })
  const remove = useMutation({ mutationFn: (viewId: ViewId) => client.views.remove({ viewId }), onSuccess })
  return useMemo(
    () => ({ views, isPending, error, create, change, remove }),
    [views, isPending, error, create, change, remove],
  )
}

/** What `useViews` answers. */
export type Views = ReturnType<typeof useViews>
/** A view to be saved. */
export type NewView = InputOf<Endpoints['views']['create']>
type ChangedView = InputOf<Endpoints['views']['change']>

/** A view with another definition, as the server takes it. */
export const changedView = (view: ViewView, change: Partial<NewView>): ChangedView => ({
  viewId: view.id,
  name: view.name,
  scope: view.scope,
  teamId: view.teamId,
  definition: view.definition,
  ...change,
})
