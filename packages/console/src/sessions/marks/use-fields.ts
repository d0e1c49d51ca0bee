import type { FieldView } from '@rapport/contract/light'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type ConsoleClient, useClient } from '../../app/index.ts'

/** How to ask for all custom fields; the one key under which they are kept. */
export function fieldsQuery(client: ConsoleClient) {
  return { queryKey: ['fields'], queryFn: () => client.fields.list({}), staleTime: 60_000 }
}

const noFields: readonly FieldView[] = []

/** All custom fields in their order, those of sessions and of contacts apart; empty until known. Asked for once for all screens. */
export function useFields() {
  const { data, error, isPending, refetch } = useQuery(fieldsQuery(useClient()))
  const fields = data?.items ?? noFields
  return useMemo(
    () => ({
      sessionFields: fields.filter(({ scope }) => scope === 'session'),
      contactFields: fields.filter(({ scope }) => scope === 'contact'),
      isPending,
      error,
      retry: refetch,
    }),
    [fields, isPending, error, refetch],
  )
}
