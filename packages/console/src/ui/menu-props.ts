import type { ReactElement, ReactNode } from 'react'

/** One line of a menu: something to do, something to switch, a heading or a hairline. */
export type MenuEntry =
  | {
      label: string
      onSelect: () => void
      icon?: ReactNode
      shortcut?: string | undefined
      hint?: string
      isDangerous?: boolean
      isDisabled?: boolean
      isChecked?: boolean
    }
  | { heading: string }
  | 'separator'

/** What a menu takes. */
export type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>
  entries: readonly MenuEntry[]
  label?: string
  side?: 'top' | 'bottom' | 'inline-end' | 'inline-start'
  align?: 'start' | 'center' | 'end'
  /** Leave it out and the menu opens and closes by itself; with it a key can open it too. */
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
}
