import type { FilterValue } from '@rapport/domain'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useMessages } from '../../app/index.ts'
import { Checkbox, type Choice, classNames, SearchField } from '../../ui/index.ts'
import type { CatalogueField } from './filter-catalogue.ts'

const searchedFrom = 8

/** Which of a field's choices count: found by typing, switched with Space, walked with the arrow keys. */
export function ChoicesEditor(props: {
  field: CatalogueField
  /** Null where the values are not a list one could choose from. */
  choices: readonly Choice[] | null
  values: readonly FilterValue[]
  onChange: (values: readonly FilterValue[]) => void
}) {
  const t = useMessages()
  const [typed, setTyped] = useState('')
  const { field, choices, values, onChange } = props
  if (choices === null) return <p className="text-small text-muted">{t('sessions.filter.contactHint')}</p>
  const chosen = new Set(values.map(String))
  const found = choices.filter(({ label, hint = '', within = '' }) =>
    isMeant(`${within} ${label} ${hint}`, typed),
  )
  const isTree = choices.some(({ depth = 0 }) => depth > 0)
  const toggle = (value: string) =>
    onChange(chosen.has(value) ? values.filter((one) => one !== value) : [...values, value])
  return (
    <Walk>
      {choices.length < searchedFrom ? null : (
        <SearchField label={t('sessions.filter.findValue')} value={typed} onChange={setTyped} />
      )}
      <fieldset className="@container -mx-1 max-h-60 overflow-y-auto">
        <legend className="sr-only">{field.label}</legend>
        <div className={isTree ? '' : '@xs:columns-2'}>
          {found.map((choice) => (
            <div
              key={choice.value}
              title={choice.within === undefined ? undefined : `${choice.within} › ${choice.label}`}
              className={classNames(
                'rounded-base pe-1.5 focus-within:bg-hover hover:bg-hover',
                indents[typed === '' ? (choice.depth ?? 0) : 0],
              )}
            >
              <Checkbox
                isChecked={chosen.has(choice.value)}
                onChange={() => toggle(choice.value)}
                label={<ChoiceWords choice={choice} isFound={typed !== ''} />}
              />
            </div>
          ))}
        </div>
        {found.length === 0 ? (
          <p className="px-1.5 py-2 text-small text-muted">{t('sessions.filter.noValue')}</p>
        ) : null}
      </fieldset>
    </Walk>
  )
}

// Out of its tree it has its path instead.
const indents = ['ps-1.5', 'ps-6', 'ps-10.5'] as const

function ChoiceWords({ choice, isFound }: { choice: Choice; isFound: boolean }) {
  return (
    <span className="flex min-h-7 min-w-0 flex-1 items-center gap-2">
      {choice.icon}
      <span className="min-w-0 flex-1 truncate">
        {isFound && choice.within !== undefined ? <bdi className="text-faint">{choice.within} › </bdi> : null}
        <bdi>{choice.label}</bdi>
      </span>
      {choice.hint === undefined ? null : <span className="text-small text-faint">{choice.hint}</span>}
    </span>
  )
}

/** Every word typed stands somewhere in it, whatever their case. */
const isMeant = (words: string, typed: string): boolean =>
  typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => words.toLocaleLowerCase().includes(word))

/** Lets the arrow keys go from the search box through the choices and back. */
function Walk({ children }: { children: React.ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    const stops = [
      ...(frame.current?.querySelectorAll<HTMLElement>('input:is([type="search"], [type="checkbox"])') ?? []),
    ]
    const at = stops.indexOf(event.target as HTMLElement)
    event.preventDefault()
    stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to what stands inside
    <div ref={frame} className="grid gap-1.5" onKeyDown={walk}>
      {children}
    </div>
  )
}
