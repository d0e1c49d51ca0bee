import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { dialogBackdrop } from './dialog.tsx'
import { begins, groupOptions, type Option, type OptionGroup, OptionsOf } from './grouped-options.tsx'
import { Kbd } from './kbd.tsx'

/** One line of a command surface. */
export type CommandItem = Option &
  Readonly<{
    icon?: ReactNode
    /** Already as printed on the keys. */
    shortcut?: string
    /** What stands in the line instead of the label, which is then what it is called. */
    body?: ReactNode
    run: () => void
  }>

/** What is typed, and whether the items are still those of other words: then Enter waits for the first of these. */
type SurfaceSearch = Readonly<{ query: string; onQuery: (query: string) => void; isAwaited: boolean }>

type SurfaceProps = Readonly<{
  label: string
  placeholder: string
  emptyText: ReactNode
  items: readonly CommandItem[]
  /** Who finds the items elsewhere holds what is typed; then all of them are shown. */
  search?: SurfaceSearch
  /** Beneath the list: what is going on, what went wrong. */
  footer?: ReactNode
  onClose: () => void
}>

/** A box over everything in which a few letters find something to do. Enter does it, Escape leaves. */
export function CommandSurface(props: SurfaceProps) {
  const groups = useMemo(() => groupOptions(props.items), [props.items])
  const isAwaited = props.search?.isAwaited ?? false
  const holdEnter = useEnterAwaited(props)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogBackdrop} />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center overflow-hidden p-4 pt-[12vh] max-sm:p-2">
          <Dialog.Popup
            aria-label={props.label}
            className="ui-float flex max-h-[min(460px,100%)] w-full max-w-145 flex-col overflow-hidden"
          >
            <Autocomplete.Root
              open
              inline
              items={groups}
              autoHighlight="always"
              keepHighlight
              itemToStringValue={(item: CommandItem) => item.label}
              {...(props.search
                ? {
                    mode: 'none' as const,
                    value: props.search.query,
                    onValueChange: (query: string) => props.search?.onQuery(query),
                  }
                : { filter: isMeant })}
            >
              <div className="flex shrink-0 items-center gap-2.5 border-b border-line px-3.5">
                <Search size={16} aria-hidden="true" className="shrink-0 text-faint" />
                <Autocomplete.Input
                  dir="auto"
                  aria-label={props.label}
                  placeholder={props.placeholder}
                  onKeyDownCapture={holdEnter}
                  className="h-11 w-full bg-transparent outline-none"
                />
                <Kbd keys="Esc" />
              </div>
              <div className="min-h-0 overflow-y-auto">
                <Autocomplete.Empty>
                  <div className="px-4 py-6 text-center text-muted">{props.emptyText}</div>
                </Autocomplete.Empty>
                <Autocomplete.List aria-busy={isAwaited} className="p-1.5 empty:hidden aria-busy:opacity-60">
                  {(group: OptionGroup<CommandItem>) => (
                    <OptionsOf key={group.value} group={group}>
                      {(item) => <Command key={item.id} item={item} onDone={props.onClose} />}
                    </OptionsOf>
                  )}
                </Autocomplete.List>
              </div>
              {props.footer}
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** Enter pressed before the items of what is typed have come does the first of them when they have. */
function useEnterAwaited({ search, items, onClose }: Pick<SurfaceProps, 'search' | 'items' | 'onClose'>) {
  const [wanted, setWanted] = useState<string | null>(null)
  const isAwaited = search?.isAwaited ?? false
  const isWanted = wanted !== null && wanted === search?.query
  const doFirst = useEffectEvent(() => {
    setWanted(null)
    if (items[0] === undefined) return
    onClose()
    items[0].run()
  })
  useEffect(() => {
    if (isWanted && !isAwaited) doFirst()
  }, [isWanted, isAwaited])
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isAwaited || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    setWanted(search?.query ?? null)
  }
}

function Command({ item, onDone }: { item: CommandItem; onDone: () => void }) {
  return (
    <Autocomplete.Item
      value={item}
      onClick={() => {
        onDone()
        item.run()
      }}
      className="flex min-h-8 items-center gap-2.5 rounded-base px-2 outline-none select-none data-highlighted:bg-hover"
    >
      {item.icon ? <span className="grid w-4 place-items-center text-faint">{item.icon}</span> : null}
      {item.body ?? <span className="min-w-0 flex-1 truncate">{item.label}</span>}
      {item.shortcut ? <Kbd keys={item.shortcut} /> : null}
    </Autocomplete.Item>
  )
}

const isMeant = ({ label, group, keywords = '' }: CommandItem, query: string): boolean =>
  begins(`${label} ${group} ${keywords}`, query)
