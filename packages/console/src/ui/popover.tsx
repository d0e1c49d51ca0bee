import { lazy, Suspense } from 'react'
import type { PopoverProps } from './popover-props.ts'
import { useLateOpening } from './use-late-opening.ts'

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
