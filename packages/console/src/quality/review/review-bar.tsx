import type { ReviewView } from '@rapport/contract/light'
import { Link, useRouter } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages, useShortcut, useShortcutLabel } from '../../app/index.ts'
import { IconButton } from '../../ui/index.ts'
import { GoalBar } from '../queues/goal-bar.tsx'
import type { QueueInHand } from '../queues/use-next-review.ts'

/** The head of a review: of what and by what, how far the week has come, and what can be done. */
export function ReviewBar(props: {
  review: ReviewView
  queue: QueueInHand | null
  /** How it stands: the draft's keeping, or that it was given. */
  standing: ReactNode
  actions: ReactNode
}) {
  const t = useMessages()
  const keys = useShortcutLabel()
  const { review, queue } = props
  const { history } = useRouter()
  const back = () => history.back()
  useShortcut('quality.key.back', '[', back)
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-2">
      <IconButton
        label={t('quality.back')}
        shortcut={keys('[')}
        icon={<ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />}
        onClick={back}
        className="-ms-2"
      />
      <div className="min-w-0 flex-1 basis-60">
        <h1 className="font-bold wrap-anywhere">
          <Link
            to="/sessions/$sessionId"
            params={{ sessionId: review.sessionId }}
            className="underline-offset-2 hover:underline"
          >
            {t('quality.reviewOf', { number: review.sessionNumber })}
          </Link>
          {review.agentName === null ? null : (
            <>
              {' · '}
              <bdi>{review.agentName}</bdi>
            </>
          )}
        </h1>
        <p className="flex flex-wrap items-center gap-x-2 text-small text-muted">
          <span className="truncate">
            {review.scorecard === null ? (
              t('quality.plain')
            ) : (
              <>
                <bdi>{review.scorecard.name}</bdi>{' '}
                {t('quality.versionShort', { version: review.scorecard.version })}
              </>
            )}
          </span>
          {props.standing}
        </p>
      </div>
      {queue === null ? null : <GoalBar name={queue.name} done={queue.done} goal={queue.goal} />}
      <div className="flex items-center gap-1.5">{props.actions}</div>
    </header>
  )
}
