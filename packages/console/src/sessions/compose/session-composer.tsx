import type { Session } from '@rapport/domain'
import type { AgentDetails, Conversation } from '@rapport/sdk'
import { useEffect } from 'react'
import { useMessages } from '../../app/index.ts'
import { Button, Skeleton } from '../../ui/index.ts'
import { useEndAfter } from '../actions/use-end-after.ts'
import type { SessionTalk } from '../actions/use-session-talk.ts'
import { useSession } from '../use-session.ts'
import { Composer } from './composer.tsx'
import { useComposing } from './use-composing.ts'
import { composerFrame } from './why-not.tsx'

/** What a composer beneath the transcript of one session takes. */
export type SessionComposerProps = Readonly<{
  session: Session
  talk: SessionTalk
}>

/**
 * Where one answers while reading a session: the inbox's own composer, with its drafts, limits and warnings. It loads the
 * conversation, because only that knows what the channel allows; nobody's session is taken before something is sent.
 */
export function SessionComposer(props: SessionComposerProps) {
  const t = useMessages()
  const { view, store } = useSession(props.session.conversationId)
  const { conversation } = view
  if (conversation !== null) {
    return <LoadedComposer {...props} conversation={conversation} view={view} store={store} />
  }
  if (view.status !== 'failed') {
    return (
      <div className={composerFrame}>
        <Skeleton className="h-26 rounded-large" />
      </div>
    )
  }
  return (
    <div className={composerFrame}>
      <div
        role="alert"
        className="flex min-h-14 items-center gap-3 rounded-large border border-line-strong px-3.5 py-2.5"
      >
        <span className="flex-1 text-muted">{t('sessions.compose.notLoaded')}</span>
        <Button onClick={store.retry}>{t('ui.retry')}</Button>
      </div>
    </div>
  )
}

type Loaded = SessionComposerProps &
  ReturnType<typeof useSession> &
  Readonly<{ conversation: Conversation<AgentDetails> }>

function LoadedComposer({ session, talk, ...place }: Loaded) {
  const { actions, composer, wanted, onFocused } = talk
  const endAfter = useEndAfter(place.view.pending, () => actions.end.ask(session))
  const composing = useComposing({
    ...place,
    session,
    composer,
    isContacting: talk.isContacting,
    onContacting: talk.onContacting,
    onSession: talk.onSession,
    onSendAndEnd: endAfter,
    onTake: actions.onTake,
  })
  useEffect(() => {
    if (wanted === null) return
    composer.current?.focus(wanted)
    onFocused()
  }, [wanted, onFocused, composer])
  return (
    <div className="shrink-0 border-t border-line">
      <Composer key={session.conversationId} ref={composer} {...composing.props} onLeave={() => undefined} />
    </div>
  )
}
