import { agentOf, type Session, type SessionId } from '@rapport/domain'
import type {
  AgentDetails,
  Conversation,
  ConversationView,
  Draft,
  PendingMessage,
  SessionStore,
} from '@rapport/sdk'
import { useQueryClient } from '@tanstack/react-query'
import type { RefObject } from 'react'
import { useMe, useMessages } from '../../app/index.ts'
import { toastError } from '../actions/describe-error.ts'
import {
  type CannotSend,
  contactStateIn,
  type ReplyState,
  replyStateIn,
  rightsIn,
} from '../actions/session-rights.ts'
import { useBan } from '../actions/use-ban.ts'
import { useContactClient } from '../actions/use-contact-client.ts'
import { useReader } from '../actions/use-reader.ts'
import { snapshotKey } from '../transcript-query.ts'
import { useSessionCommands } from '../use-session.ts'
import type { ComposerCommands } from './composer-props.ts'
import { useReplyLimits } from './use-reply-limits.ts'

/** What writing in a session needs: the session as it is shown, and the conversation around it. */
export type ComposingIn = Readonly<{
  session: Session
  conversation: Conversation<AgentDetails>
  view: ConversationView<AgentDetails>
  store: SessionStore<AgentDetails>
  composer: RefObject<ComposerCommands | null>
  /** Whether a new session is being begun after this one's end. */
  isContacting: boolean
  onContacting(isContacting: boolean): void
  /** The session is to be ended once this message has been sent. */
  onSendAndEnd(clientId: string): void
  onTake(): void
  /** Another session of the conversation is to be shown: the one just begun, or the one that is going on. */
  onSession(id: SessionId): void
}>

/**
 * Everything a composer in a session needs, and what can be done about messages that were not sent. After an end the
 * composer opens on request, and what is sent then begins a new session.
 */
export function useComposing(place: ComposingIn) {
  const { session, conversation, store, view } = place
  const t = useMessages()
  const { user } = useMe()
  const limits = useReplyLimits(conversation)
  const contacting = useContacting(place)
  const reader = useReader()
  const reply = place.isContacting
    ? contacting.stateIn(limits.cannotSend)
    : replyStateIn(session, reader, limits.cannotSend)
  const latest = conversation.sessions.at(-1) ?? session
  const addNote = useNoteBeside(session)

  const send = async (draft: Draft, thenEnd: boolean): Promise<boolean> => {
    // The store writes to the conversation's newest session, and is followed while that runs; a note to an ended one
    // stays with the session that is being read.
    if (draft.kind === 'note' && session.state === 'ended') return addNote(draft)
    if (draft.kind !== 'note' && reply.can && reply.starts) return contacting.send(draft)
    const clientId = store.send({ ...draft, seenVersion: session.version })
    if (thenEnd) place.onSendAndEnd(clientId)
    return true
  }
  const { contact } = conversation.details
  return {
    pendingActions: pendingActionsOf(store, session, place.composer),
    props: {
      conversationId: session.conversationId,
      contactName: contact.name ?? t('sessions.contact.unnamed'),
      reply,
      replyUntil: limits.replyUntil,
      holderName: holderNameIn(session, conversation),
      draft: conversation.details.draft,
      typing: view.typing,
      people: conversation.people,
      meId: user.id,
      canEnd: rightsIn(session, reader).canEnd,
      onSend: send,
      onTake: place.onTake,
      onContact: () => {
        contacting.open()
        place.composer.current?.focus('reply')
      },
      onGoToLive: () => (latest.state === 'ended' ? store.retry() : place.onSession(latest.id)),
    },
  }
}

const holderNameIn = (session: Session, { people }: Conversation<AgentDetails>): string | null => {
  const holderId = agentOf(session)
  return holderId === null ? null : (people[holderId]?.name ?? null)
}

/** Whether a new session is being begun after this one's end, and what stands in the way. */
function useContacting({ session, conversation, store, onSession, onContacting }: ComposingIn) {
  const ban = useBan(session.contactId)
  const { send, refusal, forget } = useContactClient(session.conversationId, (begun) => {
    onContacting(false)
    onSession(begun.id)
  })
  const latest = conversation.sessions.at(-1) ?? session
  const stateIn = (cannotSend: CannotSend): ReplyState =>
    refusal === 'session_live'
      ? { can: false, why: 'live' }
      : contactStateIn(latest, { cannotSend, isBanned: ban !== null || refusal === 'contact_banned' })
  return {
    open: () => {
      forget()
      onContacting(true)
    },
    stateIn,
    send: async (draft: Draft): Promise<boolean> => {
      const isSent = await send(draft)
      // Why not is best known by the server: what is held of the conversation was not the truth.
      if (!isSent) store.retry()
      return isSent
    },
  }
}

/** Writes a note to a session that nobody follows any more. */
function useNoteBeside(session: Session) {
  const t = useMessages()
  const queries = useQueryClient()
  const commands = useSessionCommands(session.id)
  return async ({ text, mentions }: Draft): Promise<boolean> => {
    try {
      await commands.addNote(text, mentions)
      await queries.invalidateQueries({ queryKey: snapshotKey(session.id) })
      return true
    } catch (error) {
      toastError(t('sessions.compose.noteFailed'), t)(error)
      return false
    }
  }
}

/** What can be done about a message that was not sent. */
export function pendingActionsOf(
  store: SessionStore<AgentDetails>,
  session: Session,
  composer: RefObject<ComposerCommands | null>,
) {
  return {
    // What was refused for newer messages is sent again by somebody who sees them now.
    onResend: ({ clientId }: PendingMessage) => store.resend(clientId, session.version),
    onDiscard: ({ clientId }: PendingMessage) => store.discard(clientId),
    onEdit: ({ clientId, text, files }: PendingMessage) => {
      store.discard(clientId)
      composer.current?.refill({ text, files })
    },
  }
}
