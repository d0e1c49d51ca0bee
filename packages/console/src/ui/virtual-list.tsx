import { type ReactElement, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { classNames } from './class-names.ts'

/** What a list can be told from outside. */
export type VirtualListHandle = {
  scrollToIndex: (index: number, align?: 'start' | 'center' | 'end' | 'nearest') => void
  scrollToEnd: () => void
  /** Whether the reader is within a line or two of the end, and should be kept there when something comes. */
  isAtEnd: () => boolean
}

/** What a virtual list takes. */
export type VirtualListProps<Item> = {
  label: string
  items: readonly Item[]
  children: (item: Item, index: number) => ReactElement
  /** `log` for a thread, whose news are read out; `list` or `listbox` otherwise. */
  role?: 'list' | 'listbox' | 'log' | 'feed'
  itemSize?: number
  /** True in the very render that puts older items before the first, so that what is read stays in place. */
  isPrepending?: boolean
  onReachStart?: () => void
  onReachEnd?: () => void
  /** Before the first and after the last item, inside what scrolls. */
  header?: ReactNode
  footer?: ReactNode
  /** Indexes that must stay mounted, such as the one with the focus. */
  keepMounted?: readonly number[]
  className?: string
  ref?: Ref<VirtualListHandle>
}

const nearPixels = 240

/**
 * A long list of which only the visible part exists: ten thousand messages scroll like fifty. Items may have any
 * height. It asks for more before an end is reached.
 */
export function VirtualList<Item>(props: VirtualListProps<Item>) {
  const role = props.role ?? 'list'
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useRef<VirtualizerHandle>(null)
  useImperativeHandle(props.ref, () => ({
    scrollToIndex: (index, align = 'nearest') => virtualizer.current?.scrollToIndex(index, { align }),
    scrollToEnd: () => {
      virtualizer.current?.scrollToIndex(props.items.length - 1, { align: 'end' })
      scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
    },
    isAtEnd: () => {
      const at = scroller.current
      return !at || at.scrollHeight - at.scrollTop - at.clientHeight < 48
    },
  }))
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: each of the roles it may have takes a name
    <div
      ref={scroller}
      role={role}
      aria-label={props.label}
      tabIndex={props.role === 'listbox' ? -1 : 0}
      className={classNames(
        'min-h-0 flex-1 overflow-y-auto overscroll-contain -outline-offset-2',
        props.className,
      )}
      onScroll={() => {
        const at = scroller.current
        if (!at) return
        if (at.scrollTop < nearPixels) props.onReachStart?.()
        if (at.scrollHeight - at.scrollTop - at.clientHeight < nearPixels) props.onReachEnd?.()
      }}
    >
      <Edge role={role}>{props.header}</Edge>
      <Virtualizer
        ref={virtualizer}
        scrollRef={scroller}
        data={props.items}
        shift={props.isPrepending ?? false}
        {...(props.itemSize === undefined ? {} : { itemSize: props.itemSize })}
        {...(props.keepMounted ? { keepMounted: props.keepMounted } : {})}
      >
        {props.children}
      </Virtualizer>
      <Edge role={role}>{props.footer}</Edge>
    </div>
  )
}

/** What stands before the first or after the last item: one item more, for a list may hold nothing else. */
function Edge({ role, children }: { role: string; children: ReactNode }) {
  return (
    <div role={role === 'list' ? 'listitem' : undefined} className="empty:hidden">
      {children}
    </div>
  )
}
