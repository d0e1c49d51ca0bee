import { Ban, ClockAlert, PlugZap, Radio } from 'lucide-react'
import { type MessageKey, useMessages } from '../../app/index.ts'
import { Button, useFormats } from '../../ui/index.ts'
import type { ReplyState } from '../actions/session-rights.ts'

/** Why a reply cannot be written. */
export type WhyNoReply = Extract<ReplyState, { can: false }>['why']

/** The room that a composer, or what stands in its place, leaves around itself. */
export const composerFrame = 'px-4 pt-2 pb-3.5 max-lg:px-2 max-lg:pb-2'

// What the channel refuses, told apart at a glance from what a colleague has.
const signs: Partial<Record<WhyNoReply, typeof PlugZap>> = {
  not_connected: PlugZap,
  window_closed: ClockAlert,
  banned: Ban,
  live: Radio,
}

/** In place of the composer where nothing can be sent: why, and what can be done instead. */
export function WhyNot(props: {
  why: WhyNoReply
  replyUntil: number | null
  contactName: string
  holderName: string | null
  /** What was written before it became impossible; kept, and said so. */
  kept: string
  onTake(): void
  onContact(): void
  onGoToLive?: (() => void) | undefined
  onNote(): void
}) {
  const t = useMessages()
  const formats = useFormats()
  const { why } = props
  const Icon = signs[why] ?? null
  return (
    <div className={composerFrame}>
      <div
        role="status"
        className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 rounded-large border border-line-strong bg-surface px-3.5 py-2.5"
      >
        {Icon === null ? null : <Icon size={16} aria-hidden="true" className="shrink-0 text-faint" />}
        <p className="min-w-48 flex-1 text-muted">
          {why === 'window_closed' && props.replyUntil !== null
            ? t('sessions.compose.why.window_closed_at', { when: formats.moment(props.replyUntil) })
            : t(`sessions.compose.why.${why}`, {
                contact: props.contactName,
                agent: props.holderName ?? '',
              })}
          {props.kept.trim() === '' ? null : ` ${t('sessions.compose.draftKept')}`}
        </p>
        <span className="flex flex-wrap gap-2">
          <Button onClick={props.onNote}>{t('sessions.compose.writeNote')}</Button>
          <WayOut {...props} />
        </span>
      </div>
    </div>
  )
}

const ways = {
  take_first: 'sessions.action.take',
  ended: 'sessions.action.contactClient',
  live: 'sessions.action.goToLive',
} as const satisfies Partial<Record<WhyNoReply, MessageKey>>

/** What makes a reply possible after all. */
function WayOut(
  props: Readonly<{
    why: WhyNoReply
    onTake(): void
    onContact(): void
    onGoToLive?: (() => void) | undefined
  }>,
) {
  const t = useMessages()
  const { why } = props
  if (why !== 'take_first' && why !== 'ended' && why !== 'live') return null
  const onClick = { take_first: props.onTake, ended: props.onContact, live: props.onGoToLive }[why]
  if (onClick === undefined) return null
  return (
    <Button kind="primary" onClick={onClick}>
      {t(ways[why])}
    </Button>
  )
}
