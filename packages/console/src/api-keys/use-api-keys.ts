import type { ApiKeyView } from '@rapport/contract/light'
import type { KeyScope } from '@rapport/domain'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { againAfter, type ConsoleClient, showProblem, useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

/** How to ask for the keys; asked again now and then, so that "last used" stays true. */
export const apiKeysQuery = (client: ConsoleClient) => ({
  queryKey: ['api-keys'],
  queryFn: () => client.apiKeys.list({}),
  staleTime: 0,
  refetchInterval: ({ state }: { state: { data: unknown } }) => againAfter(state.data, 30_000),
})

/** For how long a key is made. */
export const expiries = ['30', '90', '365', 'never'] as const
export type Expiry = (typeof expiries)[number]

/** A new key as its form holds it. */
export type KeyValues = { name: string; scopes: KeyScope[]; expiry: Expiry }

/** A key that was made just now, with what is shown this once. */
export type MadeKey = Readonly<{ key: string; view: ApiKeyView }>

/** The form of a new key: its values, how it is made, and what is wrong with it. */
export function useKeyForm(onMade: (made: MadeKey) => void) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  const form = useForm<KeyValues>({ defaultValues: { name: '', scopes: [], expiry: '90' } })
  const [error, setError] = useState<string | null>(null)
  const make = async ({ name, scopes, expiry }: KeyValues) => {
    setError(null)
    try {
      const days = expiry === 'never' ? null : Number(expiry)
      const made = await client.apiKeys.create({ name, scopes, days })
      await queries.invalidateQueries({ queryKey: apiKeysQuery(client).queryKey })
      onMade(made)
    } catch (failure) {
      setError(showProblem(failure, form, t))
    }
  }
  return { form, make, error }
}

/** Takes a key away for good. */
export function useRemoveKey(onRemoved: () => void) {
  const t = useMessages()
  const client = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: ApiKeyView) => client.apiKeys.remove({ apiKeyId: id }),
    onSuccess: async (_, { name }) => {
      await queries.invalidateQueries({ queryKey: apiKeysQuery(client).queryKey })
      showToast({ title: t('api-keys.removed', { name }) })
      onRemoved()
    },
  })
}
