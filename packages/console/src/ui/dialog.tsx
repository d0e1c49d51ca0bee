import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import { useUiText } from './locale.tsx'

/** What a dialog takes. Opening is the caller's, so that a dialog can live in the URL. */
export type DialogProps = {
  isOpen: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children?: ReactNode
  /** The buttons, the main one last. */
  footer?: ReactNode
  width?: 'small' | 'medium' | 'large'
  initialFocus?: RefObject<HTMLElement | null>
}

const widths = { small: 'max-w-105', medium: 'max-w-140', large: 'max-w-200' }

/** A question or a task over everything else. Escape and a press outside close it; focus returns whence it came. */
export function Dialog(props: DialogProps) {
  const text = useUiText()
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={props.isOpen} onOpenChange={(open) => !open && props.onClose()}>
      <Base.Portal>
        <Base.Backdrop className={dialogBackdrop} />
        <Base.Viewport className="fixed inset-0 z-40 grid place-items-center overflow-hidden p-4 max-sm:place-items-end max-sm:p-0">
          <Base.Popup
            ref={popup}
            initialFocus={props.initialFocus ?? (() => firstField(popup.current))}
            className={classNames(
              'ui-float flex max-h-[calc(100dvh-2rem)] w-full flex-col max-sm:max-w-none max-sm:rounded-b-none',
              widths[props.width ?? 'small'],
            )}
          >
            <div className="flex items-start gap-3 ps-4 pe-2.5 pt-3 pb-2">
              <div className="grid min-w-0 flex-1 gap-1 pt-0.5">
                <Base.Title className="text-large font-bold">{props.title}</Base.Title>
                {props.description ? (
                  <Base.Description className="text-muted">{props.description}</Base.Description>
                ) : null}
              </div>
              <IconButton
                label={text('ui.close')}
                icon={<X size={16} />}
                onClick={props.onClose}
                data-cross
                tooltipSide="bottom"
              />
            </div>
            {props.children ? (
              <div className="min-h-0 overflow-y-auto px-4 pt-1 pb-4">{props.children}</div>
            ) : null}
            {props.footer ? (
              <div className="flex justify-end gap-2 border-t border-line px-4 py-3">{props.footer}</div>
            ) : null}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}

/** What dims the page behind a dialog. */
export const dialogBackdrop =
  'fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** Focus goes to what is to be filled in, else to the last button, which is the main one; never to the cross. */
function firstField(popup: HTMLElement | null): HTMLElement | true {
  const field = popup?.querySelector<HTMLElement>(
    'input:not([type="hidden"]), textarea, select, [role="combobox"]',
  )
  const button = [
    ...(popup?.querySelectorAll<HTMLElement>('button:not(:disabled):not([data-cross])') ?? []),
  ].at(-1)
  return field ?? button ?? popup ?? true
}
