import { Autocomplete } from '@base-ui/react/autocomplete'
import type { ReactNode } from 'react'

/** One line of a list in which a few letters find something; `keywords` find it too and are not shown. */
export type Option = Readonly<{ id: string; label: string; group: string; keywords?: string }>

/** The options under one heading, as the list takes them. */
export type OptionGroup<Item extends Option> = { value: string; items: Item[] }

/** Options under their headings, in the order in which each is first met. */
export const groupOptions = <Item extends Option>(items: readonly Item[]): OptionGroup<Item>[] =>
  [...Map.groupBy(items, ({ group }) => group)].map(([value, of]) => ({ value, items: of }))

/** Whether every word typed begins some word that is known of an option, in any order: "dark th" finds "Theme: Dark". */
export function begins(known: string, query: string): boolean {
  const words = known.toLocaleLowerCase().split(/[\s:·/\-.]+/)
  const typed = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return typed.every((word) => words.some((one) => one.startsWith(word)))
}

/** One heading with its options. */
export function OptionsOf<Item extends Option>(props: {
  group: OptionGroup<Item>
  children: (item: Item) => ReactNode
}) {
  return (
    <Autocomplete.Group items={props.group.items} className="pb-1">
      <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-small text-faint">
        {props.group.value}
      </Autocomplete.GroupLabel>
      <Autocomplete.Collection>{props.children}</Autocomplete.Collection>
    </Autocomplete.Group>
  )
}
