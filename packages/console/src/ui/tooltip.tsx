import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

/** Shares the opening delay between tooltips, so that moving along a toolbar shows each at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider delay={500} closeDelay={0} timeout={300}>
      {children}
    </Base.Provider>
  )
}

/** A word or two about a control on hover and on focus, with its shortcut. Never the only place of a fact. */
export function Tooltip(props: {
  text: ReactNode
  shortcut?: string | undefined
  side?: 'top' | 'bottom' | 'inline-end' | 'inline-start'
  children: ReactElement<Record<string, unknown>>
}) {
  return (
    <Base.Root>
      <Base.Trigger render={props.children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} side={props.side ?? 'top'} className="z-50">
          <Base.Popup className="ui-float flex max-w-72 items-center gap-2 rounded-control! px-2 py-1 text-small text-text">
            {props.text}
            {props.shortcut ? <Kbd keys={props.shortcut} /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
