import type { SessionId } from '@rapport/domain'
import type { AgentDetails, Conversation, SessionStore } from '@rapport/sdk'
import { type RefObject, useEffect, useState } from 'react'
import type { ThreadHandle } from '../../sessions/index.ts'

/** Brings a session of the conversation into view, fetching older pages until it is there. */
export function useJump(options: {
  thread: RefObject<ThreadHandle | null>
  store: SessionStore<AgentDetails>
  conversation: Conversation<AgentDetails>
  isLoadingOlder: boolean
  /** Where to begin; asked again when it changes. */
  first: SessionId | null
}): (id: SessionId) => void {
  const { thread, store, conversation, isLoadingOlder, first } = options
  const [wanted, setWanted] = useState<{ id: SessionId | null; asked: SessionId | null }>({
    id: first,
    asked: first,
  })
  if (wanted.asked !== first) setWanted({ id: first, asked: first })
  const { id } = wanted

  useEffect(() => {
    if (id === null || isLoadingOlder) return
    const stop = () => setWanted((now) => ({ ...now, id: null }))
    if (thread.current?.showSession(id) || conversation.older === null) return stop()
    store.loadOlder().catch((error: unknown) => {
      console.info('The session could not be brought into view', error)
      stop()
    })
  }, [id, isLoadingOlder, conversation, store, thread])

  return (asked) => setWanted((now) => ({ ...now, id: asked }))
}
