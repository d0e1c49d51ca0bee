import { agentOf, type ConversationId, type Session, type SessionId } from '@rapport/domain'
import type { AgentDetails, Conversation, ConversationView, SessionStore } from '@rapport/sdk'
import { useRef, useState } from 'react'
import { useMessages, useTitle } from '../../app/index.ts'
import {
  Composer,
  type ComposerCommands,
  nameOf,
  SessionDialogs,
  Thread,
  type ThreadHandle,
  useComposing,
  useEndAfter,
  useMayUnread,
  useReadMarks,
  useSessionActions,
  useUnreadMark,
} from '../../sessions/index.ts'
import { useTeam } from '../../team/index.ts'
import { Banner, Button, channelGlyphOf } from '../../ui/index.ts'
import { DetailsFrame, useDetailsOpen } from '../details/details-frame.tsx'
import { DetailsPane } from '../details/details-pane.tsx'
import { JumpNote } from './jump-note.tsx'
import type { TalkTarget } from './next-step.ts'
import { TalkHeader } from './talk-header.tsx'
import { useJump } from './use-jump.ts'
import { useTalkKeys } from './use-talk-keys.ts'

/** What the talk's pane takes. */
export type TalkProps = Readonly<{
  conversationId: ConversationId
  /** Where to begin reading; at the newest message when nothing is asked for. */
  target: TalkTarget
  onBack(): void
  /** Goes on to the next session of the list. */
  onNext(): void
}>

/** What an open talk takes: the talk's own, and the conversation as it is known. */
export type OpenTalkProps = TalkProps &
  Readonly<{
    view: ConversationView<AgentDetails>
    store: SessionStore<AgentDetails>
    conversation: Conversation<AgentDetails>
    session: Session
    meId: string
  }>

/** A conversation that is here. */
export function OpenTalk(props: OpenTalkProps) {
  const t = useMessages()
  const { view, store, conversation, session, meId } = props
  const talk = useTalk(props)
  const { contact, inbox } = conversation.details
  const name = contact.name ?? t('inbox.visitor')
  const { teamNames } = useTeam()
  useTitle(name)
  const holderId = agentOf(session)
  const who = { people: conversation.people, meId, teamNames }
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1">
      <section
        ref={talk.frame}
        tabIndex={-1}
        aria-label={t('sessions.thread.label', { name })}
        className="flex min-h-0 min-w-0 flex-1 flex-col bg-paper outline-none"
      >
        <TalkHeader
          name={name}
          pictureUrl={contact.avatarUrl}
          channel={channelGlyphOf(inbox)}
          session={session}
          isContactBanned={session.state === 'ended' && inbox.cannotSend === 'contact_banned'}
          agentName={holderId === null ? null : nameOf({ kind: 'agent', id: holderId }, who, t)}
          actions={talk.actions}
          onBack={props.onBack}
          onDetails={talk.details.toggle}
          isDetailsOpen={talk.details.isOpen}
        />
        {view.status === 'failed' ? <Stale onRetry={store.retry} /> : null}
        <JumpNote jump={talk.jump} />
        <Thread
          ref={talk.thread}
          label={t('sessions.thread.label', { name })}
          content={conversation}
          meId={meId}
          channelKind={inbox.channelKind}
          teamNames={teamNames}
          pending={view.pending}
          pendingActions={talk.composing.pendingActions}
          typing={view.typing}
          isLoadingOlder={view.isLoadingOlder}
          onLoadOlder={talk.loadOlder}
          highlightedId={talk.jump.shownMessageId}
          highlightedSessionId={talk.jump.shownSessionId}
        />
        <Composer
          key={props.conversationId}
          ref={talk.composer}
          {...talk.composing.props}
          onLeave={() => talk.frame.current?.focus()}
        />
      </section>
      {talk.details.isOpen ? (
        <DetailsFrame details={talk.details}>
          <DetailsPane
            conversation={conversation}
            session={session}
            meId={meId}
            teamNames={teamNames}
            onClose={talk.details.toggle}
            onSession={talk.jump.toSession}
          />
        </DetailsFrame>
      ) : null}
      <SessionDialogs session={session} contactName={name} actions={talk.actions} />
    </div>
  )
}

function Stale({ onRetry }: { onRetry(): void }) {
  const t = useMessages()
  return (
    <Banner
      kind="error"
      action={
        <Button size="small" onClick={onRetry}>
          {t('ui.retry')}
        </Button>
      }
    >
      {t('inbox.stale')}
    </Banner>
  )
}

/** Everything a talk can do, bound to the session as it is now. */
function useTalk(props: OpenTalkProps) {
  const { view, store, conversation, session, onNext } = props
  const frame = useRef<HTMLElement>(null)
  const thread = useRef<ThreadHandle>(null)
  const details = useDetailsOpen()
  const actions = useSessionActions(session, (isNext) => isNext && onNext())
  const endAfter = useEndAfter(view.pending, () => actions.end.ask(session))
  const jump = useJump({
    thread,
    store,
    conversation,
    isLoadingOlder: view.isLoadingOlder,
    target: props.target,
  })
  const composer = useRef<ComposerCommands>(null)
  const [contactingFor, setContactingFor] = useState<SessionId | null>(null)
  const composing = useComposing({
    session,
    conversation,
    view,
    store,
    composer,
    isContacting: session.state === 'ended' && contactingFor === session.id,
    onContacting: (isContacting) => setContactingFor(isContacting ? session.id : null),
    onSendAndEnd: endAfter,
    onTake: actions.onTake,
    onSession: jump.toSession,
  })
  useReadMarks({
    conversationId: props.conversationId,
    messages: conversation.messages,
    session,
    isMine: actions.rights.isMine,
    isShown: !details.coversTalk,
  })
  const mayUnread = useMayUnread()
  const markUnread = useUnreadMark()
  useTalkKeys({
    actions,
    composer,
    onUnread: () => {
      if (!mayUnread(session)) return
      props.onBack()
      markUnread(props.conversationId)
    },
  })
  return {
    frame,
    thread,
    details,
    actions,
    composer,
    composing,
    jump,
    loadOlder: () =>
      void store
        .loadOlder()
        .catch((error: unknown) => console.info('The older page waits for a scroll', error)),
  }
}
