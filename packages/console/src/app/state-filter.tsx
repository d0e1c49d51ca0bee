import { Select } from '../ui/index.ts'

/** What a filter by state takes. */
export type StateFilterProps<State extends string> = Readonly<{
  label: string
  states: readonly State[]
  nameOf(state: State): string
  /** Undefined: all of them. */
  value: State | undefined
  onChange(state: State | undefined): void
  /** What is chosen to see all states. */
  allLabel: string
}>

/** Narrows a list to one of its states, or shows all of them. */
export function StateFilter<State extends string>(props: StateFilterProps<State>) {
  const { states, nameOf, onChange } = props
  return (
    <Select<State | 'all'>
      hideLabel
      label={props.label}
      className="w-36"
      value={props.value ?? 'all'}
      onChange={(value) => onChange(value === 'all' ? undefined : value)}
      choices={[
        { value: 'all', label: props.allLabel },
        ...states.map((value) => ({ value, label: nameOf(value) })),
      ]}
    />
  )
}
