import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One tab: its value, its words, and a count beside them. */
export type TabItem<Value extends string = string> = Readonly<{
  value: Value
  label: string
  /** Already formatted, for counts are capped: "10,000+". */
  count?: string | undefined
}>

/** What tabs take. Give `panel` to have its content tied to the chosen tab. */
export type TabsProps<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  items: readonly TabItem<Value>[]
  panel?: ReactNode
  /** Put after the tabs on the same line. */
  trailing?: ReactNode
  className?: string
  listClassName?: string
  panelClassName?: string
}

/** Views of one thing, of which one is shown. Arrow keys move, the line scrolls sideways when it must. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  return (
    <Base.Root
      value={props.value}
      onValueChange={(value) => props.onChange(value)}
      className={classNames('flex min-h-0 min-w-0 flex-col', props.className)}
    >
      <div
        className={classNames('flex shrink-0 items-center border-b border-line px-3', props.listClassName)}
      >
        <Base.List
          aria-label={props.label}
          activateOnFocus={false}
          className="ui-no-scrollbar flex min-w-0 flex-1 gap-0.5 overflow-x-auto"
        >
          {props.items.map((item) => (
            <Base.Tab
              key={item.value}
              value={item.value}
              className="flex shrink-0 items-baseline gap-1.5 border-b-2 border-transparent px-2 pt-1.75 pb-1.5 whitespace-nowrap text-muted -outline-offset-2 select-none hover:text-text data-active:border-accent data-active:font-strong data-active:text-text"
            >
              {/* The heavier word keeps its room while another tab is chosen, so that choosing moves nothing. */}
              <span
                data-label={item.label}
                className="grid after:invisible after:h-0 after:overflow-hidden after:font-strong after:content-[attr(data-label)]"
              >
                {item.label}
              </span>
              {item.count === undefined ? null : (
                <span className="text-small font-normal text-faint">{item.count}</span>
              )}
            </Base.Tab>
          ))}
        </Base.List>
        {props.trailing}
      </div>
      {props.panel === undefined ? null : (
        <Base.Panel
          key={props.value}
          value={props.value}
          className={classNames('min-h-0 flex-1 outline-none', props.panelClassName)}
        >
          {props.panel}
        </Base.Panel>
      )}
    </Base.Root>
  )
}
