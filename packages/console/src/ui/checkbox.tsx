import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'

/** What a checkbox takes. */
export type CheckboxProps = {
  label: ReactNode
  /** Keeps the words for those who do not see only; then the label has to be a string. */
  hideLabel?: boolean
  isChecked: boolean
  /** Some of what this stands for is checked. */
  isMixed?: boolean
  isDisabled?: boolean
  onChange: (isChecked: boolean) => void
  /** For Shift-click ranges. */
  onClick?: (event: MouseEvent) => void
}

/** A yes or no, with words that can be clicked too. */
export function Checkbox(props: CheckboxProps) {
  const box = (
    <Base.Root
      checked={props.isChecked}
      indeterminate={props.isMixed ?? false}
      disabled={props.isDisabled ?? false}
      onCheckedChange={(checked) => props.onChange(checked)}
      {...(props.onClick ? { onClick: props.onClick } : {})}
      {...(props.hideLabel && typeof props.label === 'string' ? { 'aria-label': props.label } : {})}
      className="grid size-4 shrink-0 place-items-center rounded-[4px] border border-control bg-surface text-accent-text data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-indeterminate:border-accent data-indeterminate:bg-accent"
    >
      <Base.Indicator className="flex data-unchecked:hidden">
        {props.isMixed ? (
          <Minus size={12} strokeWidth={3} aria-hidden="true" />
        ) : (
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        )}
      </Base.Indicator>
    </Base.Root>
  )
  if (props.hideLabel) return box
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the checkbox above, inside this label
    <label className="flex min-h-6 items-center gap-2 select-none">
      {box}
      {props.label}
    </label>
  )
}
