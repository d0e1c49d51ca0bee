import type { Session, SessionId } from '@rapport/domain'
import type { AgentDetails, ConversationView, SessionStore } from '@rapport/sdk'
import { useCallback, useRef, useState } from 'react'
import { useMay, useShortcut } from '../../app/index.ts'
import type { ComposerMode } from '../compose/composer-parts.tsx'
import type { ComposerCommands } from '../compose/composer-props.ts'
import { pendingActionsOf } from '../compose/use-composing.ts'
import { type SessionActions, useSessionActions } from './use-session-actions.ts'

/** A session that is being read, and where it is read. */
export type TalkIn = Readonly<{
  session: Session
  view: ConversationView<AgentDetails>
  store: SessionStore<AgentDetails>
  /** Shows the transcript, where one writes. */
  onTranscript(): void
  /** Shows another session of the conversation in the same place. */
  onSession(id: SessionId): void
}>

/**
 * Answering and acting on a session from where it is read. Reading changes nothing: a session is taken when somebody
 * replies, as the workspace wants it, or presses Take.
 */
export function useSessionTalk({ session, view, store, onTranscript, onSession }: TalkIn) {
  const composer = useRef<ComposerCommands>(null)
  const [isContacting, setIsContacting] = useState(false)
  // The composer may only come on the screen with this, and takes the focus once it can be written in.
  const [wanted, setWanted] = useState<ComposerMode | null>(null)
  const mayAnswer = useMay('sessions.answer')
  const actions = useSessionActions(session, () => undefined)
  const isEnded = session.state === 'ended'
  const isWriting = mayAnswer && (!isEnded || isContacting)

  const write = (mode: ComposerMode) => {
    onTranscript()
    if (isEnded) setIsContacting(true)
    setWanted(mode)
  }
  useTalkKeys({ write, actions, isEnabled: mayAnswer })
  return {
    composer,
    actions,
    write,
    isEnded,
    isContacting: isEnded && isContacting,
    mayAnswer,
    isWriting,
    pending: isEnded ? undefined : view.pending,
    pendingActions: isEnded ? undefined : pendingActionsOf(store, session, composer),
    onContacting: setIsContacting,
    onSession,
    wanted,
    onFocused: useCallback(() => setWanted(null), []),
  }
}

/** What `useSessionTalk` answers. */
export type SessionTalk = ReturnType<typeof useSessionTalk>

/** The keys of a session that is being read: those of an open talk in the inbox. */
function useTalkKeys({
  write,
  actions,
  isEnabled,
}: {
  write(mode: ComposerMode): void
  actions: SessionActions
  isEnabled: boolean
}): void {
  useShortcut('sessions.shortcut.reply', 'r', () => write('reply'), { isEnabled, opens: 'field' })
  useShortcut('sessions.shortcut.note', 'n', () => write('note'), { isEnabled, opens: 'field' })
  useShortcut('sessions.shortcut.take', 'm', actions.onTake, { isEnabled })
  useShortcut('sessions.shortcut.transfer', 't', actions.onTransfer, { isEnabled, opens: 'layer' })
  useShortcut('sessions.shortcut.end', 'e', actions.onEnd, { isEnabled, opens: 'layer' })
}
