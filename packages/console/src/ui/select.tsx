import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { fieldBox } from './text-field.tsx'

/** One thing to choose: its value, the words for it, and a mark before them. */
export type Choice<Value extends string = string> = Readonly<{
  value: Value
  label: string
  icon?: ReactNode
  hint?: string
  isDisabled?: boolean
  /** How deep it stands in a tree, from 0; lists that can be searched indent it. */
  depth?: number
  /** What it stands under, in words: they find it too, and stand before its own once something is typed. */
  within?: string
}>

/** What a select takes. */
export type SelectProps<Value extends string> = {
  label: string
  hideLabel?: boolean
  value: Value | null
  choices: readonly Choice<Value>[]
  onChange: (value: Value) => void
  placeholder?: string
  isDisabled?: boolean
  className?: string
}

/** One of a few choices. For more than a dozen take a Combobox, which can be searched. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  return (
    <Base.Root
      items={props.choices.map(({ value, label }) => ({ value, label }))}
      value={props.value}
      disabled={props.isDisabled ?? false}
      onValueChange={(value) => {
        if (value !== null) props.onChange(value)
      }}
    >
      <div className={classNames('grid min-w-0 gap-1', props.className)}>
        <Base.Label className={props.hideLabel ? 'sr-only' : 'text-small font-medium text-muted'}>
          {props.label}
        </Base.Label>
        <Base.Trigger
          className={classNames(
            fieldBox,
            'flex h-7.5 items-center justify-between gap-2 text-start select-none',
          )}
        >
          <Base.Value
            placeholder={props.placeholder ?? ''}
            className="truncate data-placeholder:text-faint"
          />
          <Base.Icon className="text-faint">
            <ChevronsUpDown size={14} aria-hidden="true" />
          </Base.Icon>
        </Base.Trigger>
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className="ui-float max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1">
            {props.choices.map((choice) => (
              <Base.Item
                key={choice.value}
                value={choice.value}
                disabled={choice.isDisabled ?? false}
                className="flex min-h-7.5 items-center gap-2 rounded-base px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover"
              >
                {choice.icon}
                <Base.ItemText className="min-w-0 flex-1 truncate">{choice.label}</Base.ItemText>
                {choice.hint ? <span className="text-small text-faint">{choice.hint}</span> : null}
                <Base.ItemIndicator className="text-accent">
                  <Check size={14} aria-hidden="true" />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
