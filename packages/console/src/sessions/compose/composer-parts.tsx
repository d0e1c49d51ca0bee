import type { PersonView } from '@rapport/contract/light'
import type { Actor } from '@rapport/domain'
import { ChevronDown, CircleCheck, ClockAlert, PlugZap, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMessages, useShortcutLabel } from '../../app/index.ts'
import { Button, ComposerTab, formatDuration, IconButton, Menu, useFormats, useNow } from '../../ui/index.ts'
import type { ReplyState } from '../actions/session-rights.ts'
import { howToTell } from './reply-limits.ts'

/** To the contact, or to the team. */
export type ComposerMode = 'reply' | 'note'

/** The tabs, and beside them which colleague is writing at this moment. */
export function ComposerHead(props: {
  mode: ComposerMode
  onMode(mode: ComposerMode): void
  reply: ReplyState
  replyUntil: number | null
  typing: readonly Actor[]
  people: Readonly<Record<string, PersonView>>
  meId: string
}) {
  const t = useMessages()
  const other = props.typing.find((actor) => actor.kind === 'agent' && actor.id !== props.meId)
  const name =
    other?.kind === 'agent' ? (props.people[other.id]?.name ?? t('sessions.thread.unnamed.agent')) : null
  return (
    <>
      <ComposerTab
        label={t('sessions.compose.reply')}
        isActive={props.mode === 'reply'}
        onSelect={() => props.onMode('reply')}
      />
      <ComposerTab
        label={t('sessions.compose.note')}
        isActive={props.mode === 'note'}
        onSelect={() => props.onMode('note')}
      />
      <span className="flex-1" />
      <span role="status" className="truncate text-small">
        {name !== null ? (
          <span className="text-waiting">{t('sessions.thread.typing', { name })}</span>
        ) : props.mode === 'note' ? (
          t('sessions.compose.noteWho')
        ) : (
          <ReplyUntil until={props.replyUntil}>
            {props.reply.can && props.reply.takes ? t('sessions.compose.replyTakes') : null}
          </ReplyUntil>
        )}
      </span>
    </>
  )
}

/** For how long one may still reply, once that is worth knowing; otherwise what is said in its place. */
function ReplyUntil({ until, children }: { until: number | null; children: ReactNode }) {
  const t = useMessages()
  const formats = useFormats()
  const now = useNow(1000)
  const how = howToTell(until, now)
  if (until === null || how === 'not') return children
  return (
    <span title={formats.moment(until)} className={how === 'countdown' ? 'text-waiting' : ''}>
      {how === 'countdown'
        ? t('sessions.compose.replyFor', { time: formatDuration(until - now) })
        : t('sessions.compose.replyUntil', { time: formats.time(until) })}
    </span>
  )
}

/** How much room is left, and the button with its second way. */
export function SendActions(props: {
  left: number | null
  isReady: boolean
  mode: ComposerMode
  canEnd: boolean
  onSend(thenEnd: boolean): void
}) {
  const t = useMessages()
  const formats = useFormats()
  const label = useShortcutLabel()
  const { left, mode, isReady } = props
  const sendsAndEnds = mode === 'reply' && props.canEnd
  return (
    <>
      {left === null ? null : (
        <span role={left < 0 ? 'alert' : undefined} className={left < 0 ? 'font-medium text-danger' : ''}>
          {left < 0
            ? t('sessions.compose.tooLong', { n: -left })
            : t('sessions.compose.left', { count: formats.count(left) })}
        </span>
      )}
      <span className="inline-flex">
        <Button
          kind="primary"
          disabled={!isReady}
          onClick={() => props.onSend(false)}
          className={sendsAndEnds ? 'rounded-e-none!' : ''}
        >
          {t(mode === 'note' ? 'sessions.compose.addNote' : 'sessions.compose.send')}
        </Button>
        {sendsAndEnds ? (
          <Menu
            side="top"
            align="end"
            entries={[
              {
                label: t('sessions.compose.send'),
                icon: <Send size={15} />,
                shortcut: label('mod+enter'),
                isDisabled: !isReady,
                onSelect: () => props.onSend(false),
              },
              {
                label: t('sessions.compose.sendAndEnd'),
                icon: <CircleCheck size={15} />,
                isDisabled: !isReady,
                onSelect: () => props.onSend(true),
              },
            ]}
            trigger={
              <IconButton
                label={t('sessions.compose.sendMore')}
                icon={<ChevronDown size={15} />}
                disabled={!isReady}
                className="rounded-s-none! border-s border-accent-text/30 bg-accent text-accent-text! enabled:hover:bg-accent-strong data-popup-open:bg-accent-strong"
              />
            }
          />
        ) : null}
      </span>
    </>
  )
}

// What the channel refuses, told apart at a glance from what a colleague has.
const signs: Partial<Record<Extract<ReplyState, { can: false }>['why'], typeof PlugZap>> = {
  not_connected: PlugZap,
  window_closed: ClockAlert,
}

/** In place of the composer where nothing can be sent: why, and what can be done instead. */
export function WhyNot(props: {
  why: Extract<ReplyState, { can: false }>['why']
  replyUntil: number | null
  contactName: string
  holderName: string | null
  /** What was written before it became impossible; kept, and said so. */
  kept: string
  onTake(): void
  onNote(): void
}) {
  const t = useMessages()
  const formats = useFormats()
  const Icon = signs[props.why] ?? null
  return (
    <div className="px-4 pt-2 pb-3.5 max-lg:px-2 max-lg:pb-2">
      <div
        role="status"
        className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-2 rounded-large border border-line-strong bg-surface px-3.5 py-2.5"
      >
        {Icon === null ? null : <Icon size={16} aria-hidden="true" className="shrink-0 text-faint" />}
        <p className="min-w-48 flex-1 text-muted">
          {props.why === 'window_closed' && props.replyUntil !== null
            ? t('sessions.compose.why.window_closed_at', { when: formats.moment(props.replyUntil) })
            : t(`sessions.compose.why.${props.why}`, {
                contact: props.contactName,
                agent: props.holderName ?? '',
              })}
          {props.kept.trim() === '' ? null : ` ${t('sessions.compose.draftKept')}`}
        </p>
        <span className="flex gap-2">
          <Button onClick={props.onNote}>{t('sessions.compose.writeNote')}</Button>
          {props.why === 'take_first' ? (
            <Button kind="primary" onClick={props.onTake}>
              {t('sessions.action.take')}
            </Button>
          ) : null}
        </span>
      </div>
    </div>
  )
}
