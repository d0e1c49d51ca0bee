import { agentOf, type ConversationId, type Session, type SessionId } from '@rapport/domain'
import type { AgentDetails, Conversation, ConversationView, PendingMessage, SessionStore } from '@rapport/sdk'
import { type RefObject, useRef, useState } from 'react'
import { useMe, useMessages, useTitle } from '../../app/index.ts'
import {
  Composer,
  type ComposerCommands,
  EndDialog,
  nameOf,
  replyStateIn,
  rightsIn,
  Thread,
  type ThreadHandle,
  TransferDialog,
  toastError,
  useEnd,
  useEndAfter,
  useReplyLimits,
  useSessionCommands,
  useTaking,
} from '../../sessions/index.ts'
import { useTeam } from '../../team/index.ts'
import { Banner, Button, channelGlyphOf } from '../../ui/index.ts'
import { DetailsFrame, useDetailsOpen } from '../details/details-frame.tsx'
import { DetailsPane } from '../details/details-pane.tsx'
import { TalkHeader } from './talk-header.tsx'
import { useJump } from './use-jump.ts'
import { useReadMarks } from './use-read-marks.ts'
import { useTalkKeys } from './use-talk-keys.ts'

/** What the talk's pane takes. */
export type TalkProps = Readonly<{
  conversationId: ConversationId
  /** The session to begin reading at; the newest when there is none. */
  sessionId: SessionId | null
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
  const who = { people: conversation.people, meId, teamNames }
  const holderId = agentOf(session)
  const holder = holderId === null ? null : nameOf({ kind: 'agent', id: holderId }, who, t)
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
          agentName={holder}
          rights={talk.rights}
          actions={talk.actions}
          isDetailsOpen={talk.details.isOpen}
        />
        {view.status === 'failed' ? <Stale onRetry={store.retry} /> : null}
        <Thread
          ref={talk.thread}
          label={t('sessions.thread.label', { name })}
          content={conversation}
          meId={meId}
          channelKind={inbox.channelKind}
          teamNames={teamNames}
          pending={view.pending}
          pendingActions={talk.pendingActions}
          typing={view.typing}
          isLoadingOlder={view.isLoadingOlder}
          onLoadOlder={talk.loadOlder}
        />
        <Composer
          key={props.conversationId}
          ref={talk.composer}
          conversationId={props.conversationId}
          contactName={name}
          reply={talk.reply}
          replyUntil={talk.limits.replyUntil}
          holderName={holder}
          draft={conversation.details.draft}
          typing={view.typing}
          people={conversation.people}
          meId={meId}
          canEnd={talk.rights.canEnd}
          onSend={talk.send}
          onTake={talk.actions.onTake}
          onLeave={() => talk.frame.current?.focus()}
        />
      </section>
      <TalkSides {...props} talk={talk} name={name} teamNames={teamNames} />
    </div>
  )
}

/** What stands beside the talk or over it: details, and the questions before a transfer or an end. */
function TalkSides(
  props: OpenTalkProps &
    Readonly<{
      talk: ReturnType<typeof useTalk>
      name: string
      teamNames: Readonly<Record<string, string>>
    }>,
) {
  const { talk, session } = props
  const { agents, teams } = useTeam()
  return (
    <>
      {talk.details.isOpen ? (
        <DetailsFrame details={talk.details}>
          <DetailsPane
            conversation={props.conversation}
            session={session}
            meId={props.meId}
            teamNames={props.teamNames}
            onClose={talk.details.toggle}
            onSession={talk.jump}
          />
        </DetailsFrame>
      ) : null}
      {talk.isTransferring ? (
        <TransferDialog
          agents={agents}
          teams={teams}
          holderId={agentOf(session)}
          onTransfer={talk.commands.transfer}
          onClose={() => talk.setIsTransferring(false)}
        />
      ) : null}
      {talk.end.asked ? (
        <EndDialog
          asked={talk.end.asked}
          contactName={props.name}
          onConfirm={talk.end.confirm}
          onClose={talk.end.cancel}
        />
      ) : null}
    </>
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
  const t = useMessages()
  const { role, workspace, user } = useMe()
  const { view, store, conversation, session, onNext } = props
  const frame = useRef<HTMLElement>(null)
  const composer = useRef<ComposerCommands>(null)
  const [isTransferring, setIsTransferring] = useState(false)
  const details = useDetailsOpen()
  const commands = useSessionCommands(session.id)
  const taking = useTaking()
  const reader = { meId: user.id, role, takeMode: workspace.settings.takeMode }
  const rights = rightsIn(session, reader)
  const limits = useReplyLimits(conversation)
  const end = useEnd((isNext) => isNext && onNext())
  const endAfter = useEndAfter(view.pending, () => end.ask(session))
  const { thread, jump } = useThreadJump(props)
  useReadMarks({
    conversationId: props.conversationId,
    messages: conversation.messages,
    session,
    isMine: rights.isMine,
    isShown: !details.coversTalk,
  })
  const actions = {
    onTake: () => {
      if (rights.take === 'take') void taking.take(session.id, 'take')
      else if (rights.take === 'over') taking.takeOver(session.id)
    },
    onTransfer: () => rights.canTransfer && setIsTransferring(true),
    onEnd: () => rights.canEnd && end.ask(session),
    onResume: () => void commands.resume().catch(toastError(t('inbox.resumeFailed'), t)),
    onBack: props.onBack,
    onDetails: details.toggle,
  }
  useTalkKeys({ actions, composer, onEndAndNext: () => rights.canEnd && end.ask(session, true) })
  return {
    frame,
    composer,
    thread,
    jump,
    details,
    commands,
    rights,
    end,
    actions,
    isTransferring,
    setIsTransferring,
    limits,
    reply: replyStateIn(session, reader, limits.cannotSend),
    send: (draft: Parameters<typeof store.send>[0], thenEnd: boolean) => {
      const clientId = store.send({ ...draft, seenVersion: session.version })
      if (thenEnd) endAfter(clientId)
    },
    pendingActions: pendingActionsOf(store, session, composer),
    loadOlder: () =>
      void store
        .loadOlder()
        .catch((error: unknown) => console.info('The older page waits for a scroll', error)),
  }
}

function useThreadJump({ store, view, conversation, sessionId }: OpenTalkProps) {
  const thread = useRef<ThreadHandle>(null)
  const jump = useJump({ thread, store, conversation, isLoadingOlder: view.isLoadingOlder, first: sessionId })
  return { thread, jump: (id: SessionId) => jump(id) }
}

function pendingActionsOf(
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
