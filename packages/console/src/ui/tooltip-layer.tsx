import { Tooltip as Base } from '@base-ui/react/tooltip'
import { type ComponentProps, useEffect, useState } from 'react'
import { Kbd } from './kbd.tsx'

type Side = NonNullable<ComponentProps<typeof Base.Positioner>['side']>

const delayMs = 500
/** Moving along a toolbar shows each at once. */
const graceMs = 300

/**
 * Shows the tooltip of whatever is under the pointer or was reached by the keyboard, when it is marked with one.
 * It is for the eyes: the control's own name says the same to those who listen.
 */
export function TooltipLayer() {
  const control = useMarkedControl()
  const { tooltip, tooltipKeys, tooltipSide } = control?.dataset ?? {}
  return (
    <Base.Root open={control !== null}>
      <Base.Portal>
        <Base.Positioner
          anchor={control}
          sideOffset={6}
          side={(tooltipSide ?? 'top') as Side}
          className="pointer-events-none z-50 data-anchor-hidden:invisible"
        >
          <Base.Popup
            aria-hidden="true"
            className="ui-float flex max-w-72 items-center gap-2 rounded-control! px-2 py-1 text-small text-text"
          >
            {tooltip}
            {tooltipKeys ? <Kbd keys={tooltipKeys} /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function useMarkedControl(): HTMLElement | null {
  const [shown, setShown] = useState<HTMLElement | null>(null)
  useEffect(() => {
    const watch = watchControls(setShown)
    const signal = watch.end.signal
    document.addEventListener('pointerover', watch.hover, { signal })
    document.addEventListener('focusin', watch.focus, { signal })
    for (const type of ['focusout', 'pointerdown', 'keydown', 'scroll', 'wheel'])
      document.addEventListener(type, watch.hide, { signal, capture: true, passive: true })
    document.documentElement.addEventListener('pointerleave', watch.hide, { signal })
    return () => {
      watch.hide()
      watch.end.abort()
    }
  }, [])
  return shown
}

/** What a pointer and the focus do, told as the control to show; a touch shows nothing, for it presses at once. */
function watchControls(show: (control: HTMLElement | null) => void) {
  let current: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isShown = false
  let hiddenAt = Number.NEGATIVE_INFINITY
  const hide = () => {
    clearTimeout(timer)
    if (isShown) hiddenAt = performance.now()
    isShown = false
    show(null)
  }
  const open = (control: HTMLElement) => {
    // What the control has opened says more than its name.
    if (!control.isConnected || control.hasAttribute('data-popup-open')) return
    isShown = true
    show(control)
  }
  const hover = (event: PointerEvent) => {
    const control = markedAt(event.target)
    if (control === current) return
    current = control
    hide()
    if (control === null || event.pointerType === 'touch') return
    const isMovingAlong = performance.now() - hiddenAt < graceMs
    timer = setTimeout(() => open(control), isMovingAlong ? 0 : delayMs)
  }
  const focus = (event: FocusEvent) => {
    const control = markedAt(event.target)
    if (control?.matches(':focus-visible')) open(control)
  }
  return { hover, focus, hide, end: new AbortController() }
}

const markedAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-tooltip]') : null
