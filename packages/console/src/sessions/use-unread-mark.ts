import { agentOf, type ConversationId, type Session } from '@rapport/domain'
import { useCallback } from 'react'
import { useClient, useMe, useMessages, useShortcut } from '../app/index.ts'
import { toastError } from './actions/describe-error.ts'

/** Puts one's own session back among the unread, to come back to it. */
export function useUnreadMark(): (conversationId: ConversationId) => void {
  const { conversations } = useClient()
  const t = useMessages()
  return useCallback(
    (conversationId) => {
      conversations.unread({ conversationId }).catch(toastError(t('sessions.unread.failed'), t))
    },
    [conversations, t],
  )
}

/** Whether a session can be put back: only whoever has it reads and unreads it, and only where there is something to read. */
export function useMayUnread(): (session: Session) => boolean {
  const { user } = useMe()
  return useCallback(
    (session) => session.state !== 'ended' && agentOf(session) === user.id && session.counters.byContact > 0,
    [user.id],
  )
}

/** The key that puts the open session back among the unread, and leaves it: looking at it would read it again. */
export function useUnreadKey(session: Session, leave: () => void): void {
  const mayUnread = useMayUnread()
  const markUnread = useUnreadMark()
  const mark = () => {
    leave()
    markUnread(session.conversationId)
  }
  useShortcut('sessions.shortcut.unread', 'u', mark, { isEnabled: mayUnread(session) })
}
