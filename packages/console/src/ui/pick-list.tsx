import { Autocomplete } from '@base-ui/react/autocomplete'
import { type ReactNode, useMemo } from 'react'
import { classNames } from './class-names.ts'
import { begins, groupOptions, type Option, type OptionGroup, OptionsOf } from './grouped-options.tsx'
import { useUiText } from './locale.tsx'

/** One line of a list to pick from. */
export type PickItem = Option & Readonly<{ icon?: ReactNode }>

/**
 * A list under headings in which a few letters find the line: the arrow keys walk it, Enter picks. For a popover, which
 * it fills to its edges; `footer` stands below whatever is found.
 */
export function PickList(props: {
  label: string
  items: readonly PickItem[]
  onPick: (id: string) => void
  footer?: ReactNode
  className?: string
}) {
  const text = useUiText()
  const groups = useMemo(() => groupOptions(props.items), [props.items])
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      autoHighlight="always"
      keepHighlight
      itemToStringValue={(item: PickItem) => item.label}
      filter={isMeant}
    >
      <div className={classNames('-m-3 flex flex-col', props.className)}>
        <Autocomplete.Input
          dir="auto"
          aria-label={props.label}
          placeholder={props.label}
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none"
        />
        <div className="max-h-[min(340px,60vh)] min-h-0 overflow-y-auto">
          <Autocomplete.Empty>
            <p className="px-3 py-4 text-center text-muted">{text('ui.noMatch')}</p>
          </Autocomplete.Empty>
          <Autocomplete.List className="p-1 empty:hidden">
            {(group: OptionGroup<PickItem>) => (
              <OptionsOf key={group.value} group={group}>
                {(item) => (
                  <Autocomplete.Item
                    key={item.id}
                    value={item}
                    onClick={() => props.onPick(item.id)}
                    className="flex min-h-7.5 items-center gap-2 rounded-base px-2 outline-none select-none data-highlighted:bg-hover"
                  >
                    {item.icon}
                    <bdi className="truncate">{item.label}</bdi>
                  </Autocomplete.Item>
                )}
              </OptionsOf>
            )}
          </Autocomplete.List>
        </div>
        {props.footer ? <div className="border-t border-line p-1">{props.footer}</div> : null}
      </div>
    </Autocomplete.Root>
  )
}

const isMeant = ({ label, keywords = '' }: PickItem, query: string): boolean =>
  begins(`${label} ${keywords}`, query)
