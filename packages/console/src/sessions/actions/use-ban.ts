import type { BanView } from '@rapport/contract/light'
import type { ContactId } from '@rapport/domain'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useClient, useMay, useMessages } from '../../app/index.ts'
import { showToast } from '../../ui/index.ts'
import { toastError } from './describe-error.ts'

const bansOf = (contactId: ContactId) => ['bans', 'of', contactId] as const

/** The ban that stands against a contact; null when there is none, or when whoever looks may not know of bans. */
export function useBan(contactId: ContactId): BanView | null {
  const { bans } = useClient()
  const { data } = useQuery({
    queryKey: bansOf(contactId),
    queryFn: async () => (await bans.list({ contactId, limit: 1 })).items[0] ?? null,
    enabled: useMay('contacts.ban'),
    staleTime: 60_000,
  })
  return data ?? null
}

/** Banning a contact, and letting one in again. Whatever tells of bans is asked for again afterwards. */
export function useBanning() {
  const t = useMessages()
  const { bans } = useClient()
  const queries = useQueryClient()
  const refresh = useCallback(async () => {
    await Promise.all(['bans', 'reply-limits'].map((key) => queries.invalidateQueries({ queryKey: [key] })))
  }, [queries])

  const lift = useCallback(
    async ({ id, contact }: BanView): Promise<void> => {
      try {
        await bans.lift({ banId: id })
        showToast({
          title: t('sessions.ban.lifted', { name: contact.name ?? t('sessions.contact.unnamed') }),
        })
        await refresh()
      } catch (error) {
        toastError(t('sessions.ban.notLifted'), t)(error)
      }
    },
    [bans, refresh, t],
  )
  /** Throws what was refused: the dialog says it in its place. */
  const ban = useCallback(
    async (contactId: ContactId, reason: string, until: number | null): Promise<void> => {
      const made = await bans.create({ contactId, reason, until })
      showToast({
        title: t('sessions.ban.banned', {
          name: made.ban.contact.name ?? t('sessions.contact.unnamed'),
          n: made.endedSessions,
        }),
        action: { label: t('sessions.action.undo'), onPress: () => void lift(made.ban) },
        timeoutMs: 10_000,
      })
      await refresh()
    },
    [bans, lift, refresh, t],
  )
  return { ban, lift }
}
