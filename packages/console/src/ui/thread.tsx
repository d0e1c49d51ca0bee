import { Check, CheckCheck, CircleAlert, CircleHelp, Clock3 } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useUiText } from './locale.tsx'

/** Who a bubble is from: the contact, the team, the bot, or the team to itself. */
export type BubbleKind = 'in' | 'out' | 'bot' | 'note'

/**
 * How far a message has come. `failed` never left this browser; `queued` is kept and waits for its channel, which leaves
 * it `undelivered`, or nobody can say (`unknown`).
 */
export type DeliveryTick =
  | 'sending'
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'undelivered'
  | 'unknown'

/** What a bubble takes. `children` is the content: text, files. */
export type BubbleProps = {
  kind: BubbleKind
  children: ReactNode
  /** Beneath: author and time. */
  meta?: ReactNode
  tick?: DeliveryTick | undefined
  /** Beneath, for what can be done: retry a failed message, show the original. */
  actions?: ReactNode
  /** Beside it, while it is pointed at or has the focus; always where there is no pointer. */
  tools?: ReactNode
  /** Follows another of the same author within a short time: closer, and without repeating the author. */
  isContinued?: boolean
  isHighlighted?: boolean
  id?: string
}

const fills: Record<BubbleKind, string> = {
  in: 'bg-bubble',
  out: 'bg-accent-soft',
  bot: 'bg-bot-soft',
  note: 'border border-note-line bg-note',
}

/** One message. The contact's at the start, ours at the end, a note across the whole width in its own colour. */
export function Bubble(props: BubbleProps) {
  const { kind, children, meta, tick, actions, tools, isContinued, isHighlighted, id } = props
  const isOurs = kind === 'out' || kind === 'bot'
  return (
    <div
      id={id}
      className={classNames(
        'group/bubble flex flex-col gap-0.75 px-4',
        isContinued ? 'pt-1' : 'pt-2.5',
        isOurs ? 'items-end' : 'items-start',
      )}
    >
      <div
        className={classNames(
          'relative rounded-large px-2.5 py-1.75 wrap-anywhere whitespace-pre-wrap',
          kind === 'note' ? 'w-full' : 'max-w-[82%]',
          fills[kind],
          isHighlighted && 'ui-flash outline-2 outline-accent',
          tick && isLost(tick) && 'outline-1 outline-danger',
          tick === 'unknown' && 'outline-1 outline-waiting outline-dashed',
          tick === 'sending' && 'opacity-70',
        )}
      >
        {/* Words have a direction of their own; what stands beside them follows the page's. */}
        <div dir="auto">{children}</div>
        {tools ? <Tools isAtEnd={isOurs}>{tools}</Tools> : null}
      </div>
      <Beneath isAtEnd={isOurs} meta={meta} tick={tick} actions={actions} />
    </div>
  )
}

/** What stands beside a bubble, where the next line of the talk has its room. */
function Tools({ isAtEnd, children }: { isAtEnd: boolean; children: ReactNode }) {
  return (
    <div
      className={classNames(
        'absolute top-1 flex hover-able:opacity-0 hover-able:group-focus-within/bubble:opacity-100 hover-able:group-hover/bubble:opacity-100',
        isAtEnd ? 'inset-e-full me-1' : 'inset-s-full ms-1',
      )}
    >
      {children}
    </div>
  )
}

/** The line beneath a bubble, on its side; nothing where nothing is said. */
function Beneath({
  isAtEnd,
  meta,
  tick,
  actions,
}: Pick<BubbleProps, 'meta' | 'tick' | 'actions'> & { isAtEnd: boolean }) {
  if (!meta && !tick && !actions) return null
  return (
    <div
      className={classNames(
        'flex max-w-full flex-wrap items-center gap-1.5 text-[11.5px] leading-4 text-faint empty:hidden',
        isAtEnd && 'justify-end',
      )}
    >
      {meta}
      {tick ? <Tick tick={tick} /> : null}
      {actions}
    </div>
  )
}

const ticks = {
  sending: Clock3,
  queued: Clock3,
  sent: Check,
  delivered: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
  undelivered: CircleAlert,
  unknown: CircleHelp,
} satisfies Record<DeliveryTick, unknown>

const isLost = (tick: DeliveryTick) => tick === 'failed' || tick === 'undelivered'

/** How far a message has come, as a sign with its word on hover and for those who do not see. */
function Tick({ tick }: { tick: DeliveryTick }) {
  const text = useUiText()
  const Icon = ticks[tick]
  const word = text(`ui.tick.${tick}`)
  const isSaid = isLost(tick) || tick === 'unknown'
  return (
    <span
      title={word}
      className={classNames(
        'inline-flex items-center gap-1',
        tick === 'read' && 'text-accent',
        isLost(tick) && 'font-medium text-danger',
        tick === 'unknown' && 'font-medium text-waiting',
      )}
    >
      <Icon size={13} aria-hidden="true" />
      {isSaid ? word : <span className="sr-only">{word}</span>}
    </span>
  )
}

/** The day what follows is from. */
export function DayLine({ children }: { children: ReactNode }) {
  return <div className="px-4 pt-4 pb-1 text-center text-small text-faint">{children}</div>
}

/** What happened, in a line between messages: taken, transferred, handed off. */
export function SystemLine({ children }: { children: ReactNode }) {
  return <div className="px-4 pt-2.5 text-center text-small wrap-anywhere text-faint">{children}</div>
}

/** Where one session of a conversation ends and the next begins. */
export function SessionDivider({
  children,
  isHighlighted = false,
}: {
  children: ReactNode
  /** True for the session somebody came for. */
  isHighlighted?: boolean
}) {
  const line = classNames(
    'min-w-4 flex-1 border-t border-dashed',
    isHighlighted ? 'border-accent' : 'border-line-strong',
  )
  return (
    <div className="flex items-center gap-2.5 px-4 pt-4 pb-1 text-small text-faint">
      <span aria-hidden="true" className={line} />
      <span
        className={classNames(
          'text-center',
          isHighlighted && 'ui-flash rounded-small px-1.5 font-medium text-accent',
        )}
      >
        {children}
      </span>
      <span aria-hidden="true" className={line} />
    </div>
  )
}

/** Somebody is writing: three dots in a bubble, and the words for those who do not see them move. */
export function TypingBubble({ label }: { label: string }) {
  return (
    <div className="px-4 pt-2.5">
      <div
        role="status"
        aria-label={label}
        title={label}
        className="inline-flex gap-1 rounded-large bg-bubble px-3 py-3"
      >
        {[0, 1, 2].map((dot) => (
          <span
            key={dot}
            style={{ animationDelay: `${dot * 160}ms` }}
            className="ui-skeleton size-1.25 rounded-full bg-muted"
          />
        ))}
      </div>
    </div>
  )
}
