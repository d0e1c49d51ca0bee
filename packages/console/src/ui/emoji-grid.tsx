import { type KeyboardEvent, useRef, useState } from 'react'
import { findEmoji } from './emoji.ts'
import { useUiText } from './locale.tsx'
import { fieldBox } from './text-field.tsx'

const columns = 8

/** A searchable grid of emoji. Arrow keys walk it, Enter takes one; typing searches from anywhere in it. */
export function EmojiGrid({ onPick }: { onPick: (sign: string) => void }) {
  const text = useUiText()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const grid = useRef<HTMLDivElement>(null)
  const found = findEmoji(query)

  const go = (index: number) => {
    const next = Math.min(found.length - 1, Math.max(0, index))
    setActive(next)
    grid.current?.querySelectorAll('button')[next]?.scrollIntoView({ block: 'nearest' })
  }
  const press = (event: KeyboardEvent) => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: forward, ArrowLeft: -forward }[
      event.key
    ]
    if (step !== undefined) {
      event.preventDefault()
      go(active + step)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const chosen = found[active]
      if (chosen) onPick(chosen.sign)
    }
  }
  return (
    <div className="grid w-72 gap-2">
      <input
        type="search"
        // biome-ignore lint/a11y/noAutofocus: it was opened to search or walk in
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls="emoji-grid"
        aria-activedescendant={found[active] ? `emoji-${active}` : undefined}
        aria-label={text('ui.emojiSearch')}
        placeholder={text('ui.emojiSearch')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={press}
        className={`${fieldBox} h-7.5`}
      />
      {found.length === 0 ? <p className="py-6 text-center text-muted">{text('ui.noMatch')}</p> : null}
      <div
        ref={grid}
        id="emoji-grid"
        role="listbox"
        aria-label={text('ui.emoji')}
        className="grid max-h-56 grid-cols-8 overflow-y-auto overscroll-contain"
      >
        {found.map(({ sign, words }, index) => (
          <button
            key={sign}
            id={`emoji-${index}`}
            type="button"
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            title={words}
            aria-label={words}
            onClick={() => onPick(sign)}
            onPointerMove={() => setActive(index)}
            className="grid size-8.5 place-items-center rounded-base text-[19px] leading-none aria-selected:bg-hover"
          >
            {sign}
          </button>
        ))}
      </div>
    </div>
  )
}
