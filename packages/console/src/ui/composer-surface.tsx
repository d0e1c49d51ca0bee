import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import { classNames } from './class-names.ts'

/** What a composer can be told from outside. */
export type ComposerHandle = {
  focus: () => void
  insert: (text: string) => void
  setCaret: (position: number) => void
}

/** What is offered while one writes, such as names after an @: a list over the text that gets the keys first. */
export type ComposerOffer = {
  list: ReactNode
  listId: string
  /** The element of the option that Enter would choose. */
  activeId: string
  /** Whether the key was meant for the list; then it does nothing else. */
  onKey: (key: string) => boolean
}

/** What a composer takes. It holds no text of its own. */
export type ComposerSurfaceProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Ctrl or Command with Enter, and Enter alone where `isEnterSend`. */
  onSubmit: () => void
  isEnterSend?: boolean
  onEscape?: () => void
  onPasteFiles?: (files: readonly File[]) => void
  /** Where the caret is, whenever it may have moved. */
  onCaret?: (position: number) => void
  offer?: ComposerOffer | null
  placeholder?: string
  /** A note is amber, so that nobody tells a customer what was meant for a colleague. */
  tone?: 'reply' | 'note'
  isDisabled?: boolean
  /** Above the text: tabs, the channel's limits. */
  head?: ReactNode
  /** Between text and toolbar: files to be sent, warnings. */
  attachments?: ReactNode
  /** Under the text at the start: attach, emoji, canned replies. */
  tools?: ReactNode
  /** Under the text at the end: count, send. */
  actions?: ReactNode
  describedBy?: string
  ref?: Ref<ComposerHandle>
}

/** Where one writes: a box that grows with the text, with room for tools around it. Knows nothing of sessions. */
export function ComposerSurface(props: ComposerSurfaceProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(props.ref, () => ({
    focus: () => area.current?.focus(),
    insert: (text) => insertAtCaret(area.current, text, props.onChange),
    setCaret: (position) => area.current?.setSelectionRange(position, position),
  }))
  const press = (event: KeyboardEvent) => {
    // While an input method composes a word, Enter belongs to it.
    if (event.nativeEvent.isComposing) return
    if (props.offer?.onKey(event.key)) return event.preventDefault()
    const isMod = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && (isMod || (props.isEnterSend && !event.shiftKey))) {
      event.preventDefault()
      props.onSubmit()
    } else if (event.key === 'Escape') {
      area.current?.blur()
      props.onEscape?.()
    }
  }
  return (
    <div
      className={classNames(
        'relative flex flex-col rounded-large border focus-within:border-accent',
        props.tone === 'note' ? 'border-note-line bg-note' : 'border-line-strong bg-surface',
      )}
    >
      {props.head ? (
        <div className="flex items-center gap-3 px-3 pt-1.75 text-muted">{props.head}</div>
      ) : null}
      {props.offer?.list}
      <textarea
        ref={area}
        {...offerRoles(props.offer)}
        dir="auto"
        aria-label={props.label}
        aria-describedby={props.describedBy}
        placeholder={props.placeholder ?? props.label}
        value={props.value}
        disabled={props.isDisabled}
        rows={2}
        onChange={(event) => {
          props.onChange(event.target.value)
          props.onCaret?.(event.target.selectionStart)
        }}
        onSelect={(event) => props.onCaret?.(event.currentTarget.selectionStart)}
        onKeyDown={press}
        onPaste={(event) => {
          const files = [...event.clipboardData.files]
          if (files.length === 0 || !props.onPasteFiles) return
          event.preventDefault()
          props.onPasteFiles(files)
        }}
        className="field-sizing-content max-h-[38vh] min-h-13.5 w-full resize-none bg-transparent px-3 py-2.25 outline-none disabled:opacity-60"
      />
      {props.attachments ? <div className="flex flex-wrap gap-1.5 px-3 pb-1">{props.attachments}</div> : null}
      <div className="flex items-center gap-1 px-2 pb-1.5">
        {props.tools}
        <span className="min-w-2 flex-1" />
        <div className="flex items-center gap-2 text-small text-muted">{props.actions}</div>
      </div>
    </div>
  )
}

/** Says to those who do not see it that a list is open, and which of its options Enter would choose. */
const offerRoles = (offer: ComposerOffer | null | undefined) =>
  offer
    ? ({
        'aria-autocomplete': 'list',
        'aria-haspopup': 'listbox',
        'aria-controls': offer.listId,
        'aria-activedescendant': offer.activeId,
      } as const)
    : {}

/** One of the ways to write, on the composer's head: Reply, Note. */
export function ComposerTab({
  label,
  isActive,
  onSelect,
}: {
  label: string
  isActive: boolean
  onSelect: () => void
}) {
  return (
    <button
      type="button"
      aria-pressed={isActive}
      onClick={onSelect}
      className="border-b-2 border-transparent pb-1 text-muted hover:text-text aria-pressed:border-accent aria-pressed:font-strong aria-pressed:text-text"
    >
      {label}
    </button>
  )
}

function insertAtCaret(
  area: HTMLTextAreaElement | null,
  text: string,
  onChange: (value: string) => void,
): void {
  if (!area) return
  const { selectionStart, selectionEnd, value } = area
  onChange(value.slice(0, selectionStart) + text + value.slice(selectionEnd))
  const caret = selectionStart + text.length
  requestAnimationFrame(() => {
    area.focus()
    area.setSelectionRange(caret, caret)
  })
}
