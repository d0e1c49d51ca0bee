import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense } from 'react'
import { useAtRest } from './use-at-rest.ts'

const TooltipLayer = lazy(() =>
  import('./tooltip-layer.tsx').then((part) => ({ default: part.TooltipLayer })),
)

/** Where tooltips appear. Once, at the root. Their code comes when the page is at rest, for no start needs it. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  const isAtRest = useAtRest()
  return (
    <>
      {children}
      <Suspense>{isAtRest ? <TooltipLayer /> : null}</Suspense>
    </>
  )
}

/**
 * A word or two about a control on hover and on focus, with its shortcut. Never the only place of a fact. It only
 * marks the control; one layer at the root shows what is marked, so a hundred buttons cost no more than one.
 */
export function Tooltip(props: {
  text: string
  shortcut?: string | undefined
  /** Where it stands when there is room. */
  side?: 'top' | 'bottom' | 'inline-end' | 'inline-start'
  children: ReactElement<Record<string, unknown>>
}) {
  return cloneElement(props.children, {
    'data-tooltip': props.text,
    'data-tooltip-keys': props.shortcut,
    'data-tooltip-side': props.side,
  })
}
