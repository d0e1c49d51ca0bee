import type { ConversationId } from '@rapport/domain'
import { useCallback, useEffect, useRef } from 'react'
import { useClient } from '../../app/index.ts'

const repeatMs = 3000

/** Tells the others that somebody is writing: at most every 3 seconds, and that they stopped. */
export function useTypingNotice(conversationId: ConversationId): (isTyping: boolean) => void {
  const { live } = useClient()
  const saidAt = useRef(0)
  const say = useCallback(
    (on: boolean) => {
      const isRepeat = on ? Date.now() - saidAt.current < repeatMs : saidAt.current === 0
      if (isRepeat) return
      saidAt.current = on ? Date.now() : 0
      live.say({ type: 'typing', conversationId, on })
    },
    [live, conversationId],
  )
  useEffect(() => () => say(false), [say])
  return say
}
