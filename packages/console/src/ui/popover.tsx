import { lazy, type ReactElement, type ReactNode, Suspense } from 'react'
import { useLateOpening } from './use-late-opening.ts'

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

const load = () => import('./popover-view.tsx')
const PopoverView = lazy(() => load().then((part) => ({ default: part.PopoverView })))

/**
 * Something small beside what called it: a picker, a few fields, an explanation. Its code comes with the first one that
 * is opened.
 */
export function Popover(props: PopoverProps) {
  const { isOpen, onOpenChange } = props
  const late = useLateOpening(props.trigger ?? null, 'dialog', load, () => onOpenChange?.(true))
  if (!late.isWanted && isOpen !== true) return late.trigger
  return (
    <Suspense fallback={late.trigger}>
      <PopoverView {...props} />
    </Suspense>
  )
}
