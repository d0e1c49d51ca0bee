import { lazy, Suspense } from 'react'
import type { MenuProps } from './menu-props.ts'
import { useLateOpening } from './use-late-opening.ts'

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
