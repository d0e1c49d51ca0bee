import { useCallback } from 'react'
import { useMessages } from '../app/index.ts'
import { useFormats, useNow } from '../ui/index.ts'

/** Says a moment as people do: "Today, 12:02", "2 Nov, 9:40". The exact one belongs in a tooltip beside it. */
export function useWhen(): (at: number) => string {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(60_000)
  return useCallback(
    (at) => t('sessions.when', { day: formats.day(at, now), time: formats.time(at) }),
    [t, formats, now],
  )
}
