import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import { useUiLocale, useUiText } from './locale.tsx'

/** What a resizable pane takes. The width is the caller's, so that it can be remembered. */
export type ResizablePaneProps = {
  label: string
  width: number
  minWidth: number
  maxWidth: number
  onResize: (width: number) => void
  /** On which side of its neighbour the pane stands; its handle is on the other. */
  side: 'start' | 'end'
  children: ReactNode
  className?: string
}

/** A pane at the side whose inner edge can be dragged, or moved with the arrow keys, 16 px at a time. */
export function ResizablePane(props: ResizablePaneProps) {
  return (
    <div
      style={{ width: props.width }}
      className={classNames(
        'relative flex min-h-0 shrink-0 flex-col border-line max-lg:w-full! max-lg:border-0!',
        props.side === 'start' ? 'border-e' : 'border-s',
        props.className,
      )}
    >
      {props.children}
      <Handle {...props} />
    </div>
  )
}

function Handle({ label, width, minWidth, maxWidth, onResize, side }: ResizablePaneProps) {
  const text = useUiText()
  const { direction } = useUiLocale()
  const start = useRef<{ x: number; width: number } | null>(null)
  const sign = (side === 'start' ? 1 : -1) * (direction === 'rtl' ? -1 : 1)
  const clamp = (value: number) => Math.round(Math.min(maxWidth, Math.max(minWidth, value)))

  const drag = (event: PointerEvent) => {
    if (start.current) onResize(clamp(start.current.width + (event.clientX - start.current.x) * sign))
  }
  const press = (event: KeyboardEvent) => {
    const step = {
      ArrowLeft: -16 * sign,
      ArrowRight: 16 * sign,
      Home: minWidth - width,
      End: maxWidth - width,
    }[event.key]
    if (step === undefined) return
    event.preventDefault()
    onResize(clamp(width + step))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no hr
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`${text('ui.resize')}: ${label}`}
      aria-valuenow={width}
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width }
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null
      }}
      onLostPointerCapture={() => {
        start.current = null
      }}
      className={classNames(
        'absolute inset-y-0 z-10 w-1.75 cursor-col-resize touch-none hover:bg-accent/15 focus-visible:bg-accent/25 max-lg:hidden',
        side === 'start' ? '-inset-e-1' : '-inset-s-1',
      )}
    />
  )
}
