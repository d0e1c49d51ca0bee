import { Plus, X } from 'lucide-react'
import { useMessages } from '../app/index.ts'
import { Button, type Choice, Combobox, IconButton } from '../ui/index.ts'

/** Some of many: those chosen as a list one can take from, and a button that adds more. */
export function PeoplePicker(props: {
  label: string
  addLabel: string
  choices: readonly Choice[]
  value: readonly string[]
  onChange(value: string[]): void
}) {
  const t = useMessages()
  const { label, choices, value, onChange } = props
  const toggle = (id: string) =>
    onChange(value.includes(id) ? value.filter((one) => one !== id) : [...value, id])
  const chosen = choices.filter((choice) => value.includes(choice.value))
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1 text-small font-medium text-muted">{label}</legend>
      {chosen.length > 0 ? (
        <ul className="grid">
          {chosen.map((choice) => (
            <li key={choice.value} className="flex min-h-8 items-center gap-2 border-b border-line-soft">
              {choice.icon}
              <bdi className="min-w-0 flex-1 truncate">{choice.label}</bdi>
              <IconButton
                size="small"
                label={t('ui.remove', { name: choice.label })}
                icon={<X size={14} />}
                onClick={() => toggle(choice.value)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div>
        <Combobox
          label={props.addLabel}
          choices={choices}
          value={value}
          onChange={toggle}
          trigger={
            <Button size="small" icon={<Plus size={14} aria-hidden="true" />}>
              {props.addLabel}
            </Button>
          }
        />
      </div>
    </fieldset>
  )
}
