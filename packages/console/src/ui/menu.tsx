import { lazy, type ReactElement, type ReactNode, Suspense } from 'react'
import { useLateOpening } from './use-late-opening.ts'

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

const load = () => import('./menu-view.tsx')
const MenuView = lazy(() => load().then((part) => ({ default: part.MenuView })))

/** A list of things to do, opened by the one element inside it. Its code comes with the first menu that is opened. */
export function Menu(props: MenuProps) {
  const { isOpen, onOpenChange } = props
  const { isWanted, trigger } = useLateOpening(props.trigger, 'menu', load, () => onOpenChange?.(true))
  if (!isWanted && isOpen !== true) return trigger
  return (
    <Suspense fallback={trigger}>
      <MenuView {...props} />
    </Suspense>
  )
}
