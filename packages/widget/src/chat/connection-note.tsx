import type { Connection } from '@rapport/sdk'
import { useEffect, useState } from 'preact/hooks'
import { useValue } from './use-value.ts'
import type { Visit } from './visit.ts'
import { useWords } from './words.ts'

const patienceMs = 1_500
const resumedMs = 3_000

type Note = 'connecting' | 'offline' | 'resumed' | 'reload' | null

/** How the link to the desk is, when that matters: slow to come, lost (and what becomes of messages), back, too old. */
export function ConnectionNote({ visit }: { visit: Visit }) {
  const { t } = useWords()
  const note = useNote(useValue(visit.live.connection))
  return (
    <p class={note ? `connection is-${note}` : 'connection'} role="status">
      {note && t(`connection.${note}`)}
    </p>
  )
}

function useNote({ state, ended }: Connection): Note {
  const [wasLost, setLost] = useState(false)
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (state === 'offline') setLost(true)
    setSlow(false)
    const timer = setTimeout(
      () => (state === 'live' ? setLost(false) : setSlow(true)),
      state === 'live' ? resumedMs : patienceMs,
    )
    return () => clearTimeout(timer)
  }, [state])
  if (ended === 'reload') return 'reload'
  if (state === 'live') return wasLost ? 'resumed' : null
  if (state === 'offline' || wasLost) return 'offline'
  return isSlow ? 'connecting' : null
}
