import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, Search } from 'lucide-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import { classNames } from './class-names.ts'
import { useUiLocale, useUiText } from './locale.tsx'
import type { Choice } from './select.tsx'
import { fieldBox } from './text-field.tsx'

/** What a combobox takes. `trigger` is the button that opens it; without one it looks like the other fields. */
export type ComboboxProps<Value extends string> = {
  label: string
  trigger?: ReactElement<Record<string, unknown>>
  /** What the field says while nothing is chosen. */
  unchosen?: string
  choices: readonly Choice<Value>[]
  /** What is chosen; a list where several may be. */
  value: Value | null | readonly Value[]
  onChange: (value: Value) => void
  placeholder?: string
  /** Leave it out and the list opens and closes by itself; with it a key can open it too. */
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** Under the list: where to make what is missing. */
  footer?: ReactNode
}

/**
 * A long list to choose from, found by typing: agents, teams, tags. With a list as `value` each choice switches
 * one on or off and the list stays open; otherwise choosing closes it.
 */
export function Combobox<Value extends string>(props: ComboboxProps<Value>) {
  const text = useUiText()
  const { contains } = Base.useFilter()
  const [typed, setTyped] = useState('')
  const isMultiple = Array.isArray(props.value)
  const chosen = new Set<string>(
    isMultiple ? (props.value as readonly Value[]) : props.value === null ? [] : [props.value as Value],
  )
  return (
    <Base.Root<Choice<Value>, boolean>
      items={props.choices}
      multiple={isMultiple}
      // Who types and presses Enter means the first that is left.
      autoHighlight
      {...(props.isOpen === undefined ? {} : { open: props.isOpen })}
      onOpenChange={(open) => props.onOpenChange?.(open)}
      onInputValueChange={setTyped}
      filter={({ label, within = '' }, query) =>
        query.split(/\s+/).every((word) => contains(`${within} ${label}`, word))
      }
      value={
        isMultiple
          ? props.choices.filter((one) => chosen.has(one.value))
          : (props.choices.find((one) => chosen.has(one.value)) ?? null)
      }
      onValueChange={(next) => {
        const changed = changedChoice(props.choices, chosen, next)
        if (changed) props.onChange(changed.value)
      }}
      itemToStringLabel={(choice) => choice.label}
    >
      {props.trigger ? (
        <Base.Trigger aria-label={props.label} render={props.trigger} />
      ) : (
        <FieldTrigger
          label={props.label}
          chosen={props.choices.find((one) => chosen.has(one.value))}
          unchosen={props.unchosen ?? ''}
        />
      )}
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" className="z-50 outline-none">
          <Base.Popup
            aria-label={props.label}
            className="ui-float flex max-h-[min(360px,var(--available-height))] w-64 flex-col overflow-hidden"
          >
            <div className="flex items-center gap-2 border-b border-line px-2.5">
              <Search size={14} aria-hidden="true" className="text-faint" />
              <Base.Input
                dir="auto"
                aria-label={props.label}
                placeholder={props.placeholder ?? text('ui.search')}
                className="h-8.5 w-full bg-transparent outline-none"
              />
            </div>
            <Base.Empty>
              <p className="px-3 py-4 text-center text-muted">{text('ui.noMatch')}</p>
            </Base.Empty>
            <Base.List className="min-h-0 overflow-y-auto p-1 empty:hidden">
              {(choice: Choice<Value>) => (
                <ComboboxItem key={choice.value} choice={choice} isFound={typed.trim() !== ''} />
              )}
            </Base.List>
            {props.footer ? <div className="border-t border-line px-2.5 py-1.5">{props.footer}</div> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function FieldTrigger(props: { label: string; chosen: Choice<string> | undefined; unchosen: string }) {
  const { chosen } = props
  const { direction } = useUiLocale()
  const words = chosen?.label ?? props.unchosen
  return (
    <Base.Trigger
      aria-label={`${props.label} ${words}`}
      className={classNames(fieldBox, 'flex h-7.5 items-center gap-2 text-start select-none')}
    >
      {chosen?.icon}
      <bdi
        className={classNames(
          'min-w-0 flex-1 truncate',
          direction === 'rtl' ? 'text-right' : 'text-left',
          chosen === undefined && 'text-faint',
        )}
      >
        {words}
      </bdi>
      <ChevronsUpDown size={14} aria-hidden="true" className="text-faint" />
    </Base.Trigger>
  )
}

// Out of its tree it has its path instead.
const indents = ['ps-2', 'ps-6', 'ps-10'] as const

function ComboboxItem<Value extends string>(props: { choice: Choice<Value>; isFound: boolean }) {
  const { choice, isFound } = props
  return (
    <Base.Item
      value={choice}
      disabled={choice.isDisabled ?? false}
      title={choice.within === undefined ? undefined : `${choice.within} › ${choice.label}`}
      className={classNames(
        'flex min-h-7.5 items-center gap-2 rounded-base pe-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover',
        isFound ? indents[0] : indents[choice.depth ?? 0],
      )}
    >
      {choice.icon}
      <span className="min-w-0 flex-1 truncate">
        {isFound && choice.within !== undefined ? (
          <span className="text-faint">{choice.within} › </span>
        ) : null}
        {choice.label}
      </span>
      {choice.hint ? <span className="text-small text-faint">{choice.hint}</span> : null}
      <Base.ItemIndicator className="text-accent">
        <Check size={14} aria-hidden="true" />
      </Base.ItemIndicator>
    </Base.Item>
  )
}

function changedChoice<Value extends string>(
  choices: readonly Choice<Value>[],
  chosen: ReadonlySet<string>,
  next: Choice<Value> | readonly Choice<Value>[] | null,
): Choice<Value> | undefined {
  if (next === null) return undefined
  if (!Array.isArray(next)) return next as Choice<Value>
  const now = new Set(next.map((one: Choice<Value>) => one.value as string))
  return choices.find((one) => now.has(one.value) !== chosen.has(one.value))
}
