import type { VisitorCommand } from '@rapport/contract/light'
import type { LiveClient } from '@rapport/sdk'
import { useEffect, useMemo } from 'preact/hooks'

const repeatMs = 3_000
const idleMs = 5_000

/** Says that the visitor is writing: at once, again every few seconds while they go on, and when they stop. */
export function useTyping(live: LiveClient<VisitorCommand>): Readonly<{ say(isTyping: boolean): void }> {
  const typing = useMemo(() => createTyping(live), [live])
  useEffect(() => () => typing.say(false), [typing])
  return typing
}

function createTyping(live: LiveClient<VisitorCommand>) {
  let saidAt = 0
  let idle: ReturnType<typeof setTimeout> | undefined
  const say = (on: boolean): void => {
    clearTimeout(idle)
    if (on) idle = setTimeout(say, idleMs, false)
    if (on ? Date.now() - saidAt < repeatMs : saidAt === 0) return
    saidAt = on && live.say({ type: 'typing', on }) ? Date.now() : 0
    if (!on) live.say({ type: 'typing', on })
  }
  return { say }
}
