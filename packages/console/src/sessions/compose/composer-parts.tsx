import type { PersonView } from '@rapport/contract/light'
import type { Actor } from '@rapport/domain'
import { ChevronDown, CircleCheck, Send } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Translate, useMessages, useShortcutLabel } from '../../app/index.ts'
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
          <ReplyUntil until={props.replyUntil}>{whatSendingDoes(props.reply, t)}</ReplyUntil>
        )}
      </span>
    </>
  )
}

/** What a reply does besides being sent. */
function whatSendingDoes(reply: ReplyState, t: Translate): string | null {
  if (!reply.can) return null
  if (reply.starts) return t('sessions.compose.startsNew')
  return reply.takes ? t('sessions.compose.replyTakes') : null
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
  busy: boolean
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
          busy={props.busy}
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
