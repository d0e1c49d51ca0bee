import type { MessageView } from '@rapport/contract/light'
import type { ConversationId, Session, SessionId } from '@rapport/domain'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useClient } from '../app/index.ts'

const events = ['focus', 'blur'] as const

/** Whether somebody sits before this very page: it is shown, and its window has the focus. */
function useIsAttended(): boolean {
  return useSyncExternalStore(
    (listener) => {
      for (const name of events) addEventListener(name, listener)
      document.addEventListener('visibilitychange', listener)
      return () => {
        for (const name of events) removeEventListener(name, listener)
        document.removeEventListener('visibilitychange', listener)
      }
    },
    () => document.visibilityState === 'visible' && document.hasFocus(),
  )
}

/** The newest of the contact's messages in the session. */
const newestOf = (messages: readonly MessageView[], session: Session): MessageView | undefined =>
  messages.findLast((one) => one.sessionId === session.id && one.author.kind === 'contact')

/**
 * Marks the contact's messages as read while the agent who has the session looks at them, in the inbox and among all
 * sessions alike. A colleague or a supervisor who looks on leaves no trace, and so does a window in the background.
 */
export function useReadMarks(options: {
  conversationId: ConversationId
  messages: readonly MessageView[]
  session: Session
  isMine: boolean
  isShown: boolean
}): void {
  const { conversations } = useClient()
  const isAttended = useIsAttended()
  const { conversationId, messages, session, isMine, isShown } = options
  const newest = isMine && isShown && isAttended ? newestOf(messages, session) : undefined
  const messageId = newest?.id ?? null
  const isRead = newest !== undefined && newest.readAt !== null
  const markedId = useRef<SessionId | null>(null)
  useEffect(() => {
    // Once at its opening in any case: it may have been put back among the unread, which its messages do not tell.
    if (messageId === null || (isRead && markedId.current === session.id)) return
    markedId.current = session.id
    conversations
      .read({ conversationId, messageId })
      .catch((error: unknown) => console.info('The read mark waits for the next message', error))
  }, [conversations, conversationId, messageId, isRead, session.id])
}
