import type { ReactElement, ReactNode } from 'react'

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
