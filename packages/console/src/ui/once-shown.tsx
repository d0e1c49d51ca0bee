import { KeyRound } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'

/** What the frame of a secret takes; `children` are its fields to be copied. */
export type OnceShownProps = Readonly<{
  title: string
  /** What is lost when it is not copied now. */
  warning: string
  doneLabel: string
  onDone: () => void
  children: ReactNode
}>

/**
 * A secret that is shown this once. It stands in the page and not in a dialog, so that no stray Escape or press
 * outside takes it away before it is copied; the focus goes to it, because it is what one came for.
 */
export function OnceShown({ title, warning, doneLabel, onDone, children }: OnceShownProps) {
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    frame.current?.focus()
    frame.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <section
      ref={frame}
      tabIndex={-1}
      aria-label={title}
      className="grid min-w-0 gap-3 rounded-large border border-note-line bg-note p-4 outline-none"
    >
      <div className="flex items-start gap-2.5">
        <KeyRound size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
        <div className="min-w-0 flex-1">
          <h2 className="font-strong">{title}</h2>
          <p>{warning}</p>
        </div>
      </div>
      {children}
      <div>
        <Button onClick={onDone}>{doneLabel}</Button>
      </div>
    </section>
  )
}
