import type { ComponentProps, ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'
import { Spinner } from './progress.tsx'
import { Tooltip } from './tooltip.tsx'

/** How much a button asks to be pressed. One `primary` to a view. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

const kinds: Record<ButtonKind, string> = {
  primary:
    'border-accent bg-accent text-accent-text enabled:hover:border-accent-strong enabled:hover:bg-accent-strong',
  secondary: 'border-line bg-surface text-text enabled:hover:bg-hover',
  quiet: 'border-transparent bg-transparent text-muted enabled:hover:bg-hover enabled:hover:text-text',
  danger: 'border-danger bg-danger text-danger-text enabled:hover:opacity-90',
}

const sizes = { small: 'h-6 px-2 gap-1', medium: 'h-7.5 px-2.75 gap-1.5', large: 'h-9 px-4 gap-2' }

/** What every button takes besides what the platform's own does. */
export type ButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  kind?: ButtonKind
  size?: keyof typeof sizes
  /** An icon before the words, 16 px. */
  icon?: ReactNode
  /** Shows that the work is under way and takes no second press, keeping the button's width and focus. */
  busy?: boolean
  children: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** Something to press. A button that is busy keeps its place, its width and the focus. */
export function Button({ kind = 'secondary', size = 'medium', icon, busy, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-control border text-base leading-5 font-medium whitespace-nowrap select-none disabled:opacity-50',
        kinds[kind],
        sizes[size],
        rest.className,
      )}
    >
      {/* Positioned in here, so that whoever places the whole button may say how. */}
      <span className="relative inline-flex items-center gap-[inherit]">
        {busy ? (
          <span className="absolute inset-0 grid place-items-center">
            <Spinner size={14} />
          </span>
        ) : null}
        <span className={classNames('inline-flex items-center gap-[inherit]', busy && 'opacity-0')}>
          {icon}
          {children}
        </span>
      </span>
    </button>
  )
}

/** What an icon button takes: the label is its name for those who do not see, and its tooltip for those who do. */
export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & {
  label: string
  shortcut?: string | undefined
  icon: ReactNode
  size?: 'small' | 'medium' | 'large'
  pressed?: boolean
  tooltipSide?: 'top' | 'bottom' | 'inline-end' | 'inline-start'
  ref?: Ref<HTMLButtonElement>
}

const squares = { small: 'size-6', medium: 'size-7.5', large: 'size-9' }

/** An icon to press, always with a name and a tooltip: nobody has to guess what a picture means. */
export function IconButton(props: IconButtonProps) {
  const { label, shortcut, icon, size = 'medium', pressed, tooltipSide, ...rest } = props
  return (
    <Tooltip text={label} shortcut={shortcut} {...(tooltipSide ? { side: tooltipSide } : {})}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        className={classNames(
          'inline-grid shrink-0 place-items-center rounded-control text-muted select-none enabled:hover:bg-hover enabled:hover:text-text disabled:opacity-50 aria-pressed:bg-accent-soft aria-pressed:text-accent data-popup-open:bg-hover',
          squares[size],
          rest.className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
