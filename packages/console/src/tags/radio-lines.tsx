import { useId } from 'react'

/** One of a few ways, each with a sentence on what it comes to. */
export function RadioLines<Value extends string>(props: {
  label: string
  value: Value
  choices: readonly Readonly<{ value: Value; label: string; hint: string }>[]
  onChange: (value: Value) => void
}) {
  const name = useId()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-small font-medium text-muted">{props.label}</legend>
      {props.choices.map(({ value, label, hint }) => (
        <label
          key={value}
          className="flex items-start gap-2.5 rounded-control border border-line px-2.5 py-1.5 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
            className="mt-1 accent-accent"
          />
          <span className="min-w-0">
            <span className="block">{label}</span>
            <span className="block text-small text-muted">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
