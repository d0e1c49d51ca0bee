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

/**
 * A yes or no, with words that can be clicked too. The browser's own, drawn over, for a table shows one in every row
 * and a styled one is many times the work.
 */
export function Checkbox(props: CheckboxProps) {
  const isMixed = props.isMixed ?? false
  const Mark = isMixed ? Minus : Check
  const box = (
    <span className="grid size-4 shrink-0 place-items-center *:col-start-1 *:row-start-1">
      <input
        type="checkbox"
        ref={(input) => {
          if (input) input.indeterminate = isMixed
        }}
        checked={props.isChecked}
        disabled={props.isDisabled}
        onChange={(event) => props.onChange(event.target.checked)}
        onClick={props.onClick}
        aria-label={props.hideLabel && typeof props.label === 'string' ? props.label : undefined}
        className="peer size-4 appearance-none rounded-[4px] border border-control bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
      />
      <Mark
        size={12}
        strokeWidth={3}
        aria-hidden="true"
        className="pointer-events-none hidden text-accent-text peer-checked:block peer-indeterminate:block peer-disabled:opacity-50"
      />
    </span>
  )
  if (props.hideLabel) return box
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the box, inside this label
    <label className="flex min-h-6 items-center gap-2 select-none">
      {box}
      {props.label}
    </label>
  )
}
