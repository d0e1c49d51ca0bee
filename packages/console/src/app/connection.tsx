import type { Connection } from '@rapport/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { Banner, Button, useFormats, useNow } from '../ui/index.ts'
import { useClient } from './client.tsx'
import { useMessages } from './i18n.tsx'

/** How the one socket of this page is at the moment. */
export function useConnection(): Connection {
  const { connection } = useClient().live
  return useSyncExternalStore(connection.subscribe, connection.get)
}

/**
 * Opens the socket while somebody is signed in, shows the door when the login has ended elsewhere, and asks for
 * everything again when what one may see has changed: the lists follow by themselves, one's inboxes and role do not.
 */
export function useLiveConnection(): void {
  const { live } = useClient()
  const { ended } = useConnection()
  const queries = useQueryClient()
  const router = useRouter()
  useEffect(() => {
    live.connect()
    return () => live.close()
  }, [live])
  useEffect(
    () =>
      live.hear((frame) => {
        if (frame.type === 'reset' && frame.reason === 'access' && frame.conversationId === null)
          queries.invalidateQueries().catch((error: unknown) => console.info('Still as before', error))
      }),
    [live, queries],
  )
  useEffect(() => {
    if (ended !== 'signed_out') return
    queries.removeQueries({ queryKey: ['me'] })
    router.invalidate().catch((error: unknown) => console.error('The sign-in could not be shown', error))
  }, [ended, queries, router])
}

const patienceMs = 2000

/** A line above every screen while the server cannot be heard: how old is what one sees, and what waits. */
export function ConnectionBanner() {
  const t = useMessages()
  const formats = useFormats()
  const { state, since, ended } = useConnection()
  const now = useNow(1000)
  if (ended === 'reload') {
    return (
      <Banner kind="news" action={<Button onClick={() => location.reload()}>{t('app.error.reload')}</Button>}>
        {t('app.error.update')}
      </Banner>
    )
  }
  // Most breaks are over before anybody could read about them.
  const age = now - since
  if (state !== 'offline' || age < patienceMs) return null
  return (
    <Banner kind="offline">
      {age < 60_000
        ? t('app.connection.offlineNow')
        : t('app.connection.offline', { ago: formats.relative(since, now) })}
    </Banner>
  )
}
