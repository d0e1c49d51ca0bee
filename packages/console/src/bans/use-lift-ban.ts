import type { BanView } from '@rapport/contract/light'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClient, useMessages } from '../app/index.ts'
import { showToast } from '../ui/index.ts'

/** Lets a contact in again. */
export function useLiftBan(onLifted: () => void) {
  const t = useMessages()
  const { bans } = useClient()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: BanView) => bans.lift({ banId: id }),
    onSuccess: async ({ contact }) => {
      await queries.invalidateQueries({ queryKey: ['bans'] })
      showToast({ title: t('bans.lifted', { name: contact.name ?? t('bans.visitor') }) })
      onLifted()
    },
  })
}
