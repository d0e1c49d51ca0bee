import type { ConversationId, Session } from '@rapport/domain'
import { type Draft, isRapportError, newClientId } from '@rapport/sdk'
import { useRef, useState } from 'react'
import { useClient, useMessages } from '../../app/index.ts'
import { toastError } from './describe-error.ts'

/** Why the server would not let anybody write first. */
export type ContactRefusal = 'session_live' | 'contact_banned' | 'channel_cannot_send'

const refusals: readonly string[] = ['session_live', 'contact_banned', 'channel_cannot_send']

/**
 * Writing to a client whose session has ended, which begins a new one. `send` answers whether it went: what did not is
 * kept by whoever wrote it, and `refusal` says what stood in the way.
 */
export function useContactClient(conversationId: ConversationId, onStarted: (session: Session) => void) {
  const t = useMessages()
  const { conversations } = useClient()
  const [refusal, setRefusal] = useState<ContactRefusal | null>(null)
  const attempt = useRef({ said: '', clientId: '' })

  const send = async ({ text, files = [] }: Draft): Promise<boolean> => {
    const message = { conversationId, text, fileIds: files.map(({ id }) => id) }
    const said = JSON.stringify(message)
    // The same words again are the same message: after a lost answer it must not begin two sessions.
    if (attempt.current.said !== said) attempt.current = { said, clientId: newClientId() }
    try {
      const { session } = await conversations.contact({ ...message, clientId: attempt.current.clientId })
      setRefusal(null)
      onStarted(session)
      return true
    } catch (error) {
      if (isRapportError(error) && refusals.includes(error.code)) setRefusal(error.code as ContactRefusal)
      toastError(t('sessions.contacting.failed'), t)(error)
      return false
    }
  }
  return { send, refusal, forget: () => setRefusal(null) }
}
