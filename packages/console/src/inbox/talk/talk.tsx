import { useMe, useMessages } from '../../app/index.ts'
import { useSession } from '../../sessions/index.ts'
import { EmptyState, ErrorState } from '../../ui/index.ts'
import { OpenTalk, type TalkProps } from './open-talk.tsx'
import { TalkSkeleton } from './talk-skeleton.tsx'

/** One conversation: what was said, what can be done, where one answers, and what is known beside it. */
export function Talk(props: TalkProps) {
  const t = useMessages()
  const { user } = useMe()
  const { view, store } = useSession(props.conversationId)
  const session = view.conversation?.sessions.at(-1)
  if (view.conversation && session) {
    return (
      <OpenTalk
        {...props}
        view={view}
        store={store}
        conversation={view.conversation}
        session={session}
        meId={user.id}
      />
    )
  }
  if (view.status !== 'failed') return <TalkSkeleton onBack={props.onBack} />
  return (
    <section aria-label={t('inbox.talk')} className="min-h-0 min-w-0 flex-1">
      {view.error?.code === 'not_found' ? (
        <EmptyState title={t('app.notFound.title')} description={t('app.notFound.description')} />
      ) : (
        <ErrorState title={t('inbox.talkFailed')} description={t('inbox.failedWhy')} onRetry={store.retry} />
      )}
    </section>
  )
}
