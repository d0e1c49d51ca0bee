import type { Endpoints, InputOf } from '@rapport/contract/light'
import type { ExportPlanId } from '@rapport/domain'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useClient } from '../app/index.ts'

const queryKey = ['exportPlans']

/** A planned export as the server takes it. */
export type NewPlan = InputOf<Endpoints['exportPlans']['create']>

/** One's own planned exports. */
export function usePlans() {
  const { exportPlans } = useClient()
  const { data, isPending, error, refetch } = useQuery({ queryKey, queryFn: () => exportPlans.list({}) })
  return { plans: data?.items ?? [], isPending, error, retry: () => void refetch() }
}

/** How they are changed: what was saved is in the list before the promise is kept. */
export function usePlanChanges() {
  const { exportPlans } = useClient()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey })
  return {
    save: useMutation({
      mutationFn: ({ id, plan }: { id: ExportPlanId | null; plan: NewPlan }) =>
        id === null ? exportPlans.create(plan) : exportPlans.change({ exportPlanId: id, ...plan }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (exportPlanId: ExportPlanId) => exportPlans.remove({ exportPlanId }),
      onSuccess,
    }),
  }
}
