import { classNames } from './class-names.ts'
import { useUiText } from './locale.tsx'

/** The states a pill can show: those of a session as people see them. */
export type PillState = keyof typeof looks

// A filled square, a ring, a dot, two bars, a half and a dash: told apart without their colours.
const looks = {
  bot: { pill: 'bg-bot-soft text-bot', mark: 'size-1.5 rounded-[1px] bg-current' },
  unassigned: {
    pill: 'bg-waiting-soft text-waiting',
    mark: 'size-1.75 rounded-full border-[1.5px] border-current',
  },
  assigned: { pill: 'bg-active-soft text-active', mark: 'size-1.5 rounded-full bg-current' },
  on_hold: { pill: 'bg-hold-soft text-hold', mark: 'h-1.75 w-1.5 border-x-2 border-current' },
  wrap_up: { pill: 'bg-wrapup-soft text-wrapup', mark: 'size-1.75 rotate-45 rounded-[1px] bg-current' },
  ended: { pill: 'bg-ended-soft text-ended', mark: 'h-0.5 w-1.5 rounded-[1px] bg-current' },
} as const

/** A session's state: a word, a shape and a colour that say the same. `detail` follows the word, "until 14:00". */
export function StatePill({ state, detail }: { state: PillState; detail?: string }) {
  const text = useUiText()
  const { pill, mark } = looks[state]
  return (
    <span
      className={classNames(
        'inline-flex h-5 shrink-0 items-center gap-1.25 rounded-small px-1.75 text-small font-strong whitespace-nowrap',
        pill,
      )}
    >
      <span aria-hidden="true" className={classNames('shrink-0', mark)} />
      {text(`ui.state.${state}`)}
      {detail ? ` ${detail}` : null}
    </span>
  )
}
