import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** What a popover takes; leave `isOpen` out and it opens and closes by itself. */
export type PopoverProps = {
  /**
   * What opens it, and where it stands; without one it stands at `anchor` and is opened by whoever holds `isOpen`. An
   * anchor that may be made anew while the popover is open is given as a function that finds it.
   */
  trigger?: ReactElement<Record<string, unknown>>
  anchor?: Element | (() => Element | null) | null
  children: ReactNode
  label: string
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  side?: 'top' | 'bottom' | 'inline-end' | 'inline-start'
  align?: 'start' | 'center' | 'end'
  className?: string
}

/** Something small beside what called it: a picker, a few fields, an explanation. */
export function Popover(props: PopoverProps) {
  return (
    <Base.Root
      {...(props.isOpen === undefined ? {} : { open: props.isOpen })}
      onOpenChange={(open) => props.onOpenChange?.(open)}
    >
      {props.trigger ? <Base.Trigger render={props.trigger} /> : null}
      <Base.Portal>
        <Base.Positioner
          {...(props.anchor ? { anchor: anchorOf(props.anchor) } : {})}
          sideOffset={6}
          side={props.side ?? 'bottom'}
          align={props.align ?? 'start'}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup
            aria-label={props.label}
            className={classNames('ui-float max-w-(--available-width) p-3', props.className)}
          >
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

const anchorOf = (anchor: Element | (() => Element | null)) =>
  typeof anchor === 'function'
    ? { getBoundingClientRect: () => (anchor() ?? document.body).getBoundingClientRect() }
    : anchor
