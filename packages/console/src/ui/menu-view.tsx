import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import type { MenuEntry, MenuProps } from './menu-props.ts'

/** The menu itself; one that opens by itself is open from the first, for it was asked for. */
export function MenuView(props: MenuProps) {
  return (
    <Base.Root
      {...(props.isOpen === undefined ? { defaultOpen: true } : { open: props.isOpen })}
      onOpenChange={(open) => props.onOpenChange?.(open)}
    >
      <Base.Trigger render={props.trigger} />
      <Base.Portal>
        <Base.Positioner
          sideOffset={4}
          side={props.side ?? 'bottom'}
          align={props.align ?? 'start'}
          className="z-50 outline-none"
        >
          <Base.Popup
            {...(props.label ? { 'aria-label': props.label } : {})}
            className="ui-float max-h-(--available-height) min-w-44 overflow-y-auto p-1"
          >
            {groupEntries(props.entries).map((group, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity but their place
              <Base.Group key={index} className={index > 0 ? 'mt-1 border-t border-line-soft pt-1' : ''}>
                {group.map((entry, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: two lines may have the same words
                  <Entry key={place} entry={entry} />
                ))}
              </Base.Group>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type Shown = Exclude<MenuEntry, 'separator'>

function groupEntries(entries: readonly MenuEntry[]): Shown[][] {
  const groups: Shown[][] = [[]]
  for (const entry of entries) {
    if (entry === 'separator') groups.push([])
    else groups.at(-1)?.push(entry)
  }
  return groups.filter((group) => group.length > 0)
}

function Entry({ entry }: { entry: Shown }) {
  if ('heading' in entry) {
    return (
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-small text-faint">{entry.heading}</Base.GroupLabel>
    )
  }
  const content = (
    <>
      {entry.icon ? <span className="grid w-4 place-items-center text-faint">{entry.icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      {entry.hint ? <span className="text-small text-faint">{entry.hint}</span> : null}
      {entry.shortcut ? <Kbd keys={entry.shortcut} /> : null}
    </>
  )
  const className = classNames(
    'flex min-h-7.5 items-center gap-2 rounded-base px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover',
    entry.isDangerous && 'text-danger',
  )
  if (entry.isChecked !== undefined) {
    return (
      <Base.CheckboxItem
        checked={entry.isChecked}
        onCheckedChange={entry.onSelect}
        disabled={entry.isDisabled ?? false}
        closeOnClick
        className={className}
      >
        {content}
        <span className="grid w-4 place-items-center text-accent">
          {entry.isChecked ? <Check size={14} aria-hidden="true" /> : null}
        </span>
      </Base.CheckboxItem>
    )
  }
  return (
    <Base.Item onClick={entry.onSelect} disabled={entry.isDisabled ?? false} className={className}>
      {content}
    </Base.Item>
  )
}
