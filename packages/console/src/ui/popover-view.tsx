import { Popover as Base } from '@base-ui/react/popover'
import { classNames } from './class-names.ts'
import type { PopoverProps } from './popover-props.ts'

/** The popover itself; one that opens by itself is open from the first, for it was asked for. */
export function PopoverView(props: PopoverProps) {
  return (
    <Base.Root
      {...(props.isOpen === undefined ? { defaultOpen: true } : { open: props.isOpen })}
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
