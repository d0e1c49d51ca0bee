import { Toggle } from '@base-ui/react/toggle'
import { ToggleGroup } from '@base-ui/react/toggle-group'
import type { Choice } from './select.tsx'

/** Two to four choices side by side, of which exactly one holds. */
export function SegmentedControl<Value extends string>(props: {
  label: string
  value: Value
  choices: readonly Choice<Value>[]
  onChange: (value: Value) => void
}) {
  return (
    <ToggleGroup
      aria-label={props.label}
      value={[props.value]}
      onValueChange={([value]) => {
        const choice = props.choices.find((one) => one.value === value)
        if (choice) props.onChange(choice.value)
      }}
      className="inline-flex shrink-0 rounded-control bg-sunken p-0.5"
    >
      {props.choices.map((choice) => (
        <Toggle
          key={choice.value}
          value={choice.value}
          disabled={choice.isDisabled ?? false}
          className="inline-flex h-6.5 items-center gap-1.5 rounded-small px-2.5 font-medium whitespace-nowrap text-muted select-none hover:text-text data-pressed:bg-surface data-pressed:text-text data-pressed:shadow-hairline"
        >
          {choice.icon}
          {choice.label}
        </Toggle>
      ))}
    </ToggleGroup>
  )
}
