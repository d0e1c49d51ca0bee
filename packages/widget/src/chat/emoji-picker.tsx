import { useEffect, useRef } from 'preact/hooks'
import { useWords } from './words.ts'

const emoji = [
  ...['🙂', '😀', '😂', '😊', '😍', '😘', '😉'],
  ...['😎', '🤔', '😕', '😢', '😭', '😡', '😱'],
  ...['🙈', '👍', '👎', '👌', '🙏', '👏', '💪'],
  ...['👋', '❤️', '💔', '🎉', '🔥', '⭐', '✅'],
  ...['❌', '❓', '❗', '💡', '📦', '🚚', '💳'],
]
const columns = 7
const steps: Readonly<Record<string, number>> = {
  ArrowDown: columns,
  ArrowUp: -columns,
  ArrowRight: 1,
  ArrowLeft: -1,
}

/** A few dozen emoji, moved through with the arrow keys. Escape goes back without choosing. */
export function EmojiPicker({ onPick, onClose }: { onPick(emoji: string): void; onClose(): void }) {
  const { t } = useWords()
  const grid = useRef<HTMLFieldSetElement>(null)
  const focus = (index: number) => grid.current?.querySelectorAll('button')[index]?.focus()
  useEffect(() => focus(0), [])

  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      return onClose()
    }
    const step = stepOf(event.key)
    if (step === 0) return
    event.preventDefault()
    const at = emoji.indexOf((event.target as HTMLElement).textContent ?? '')
    focus(Math.min(emoji.length - 1, Math.max(0, at + step)))
  }
  return (
    <fieldset class="emoji" aria-label={t('emoji.label')} ref={grid} onKeyDown={move}>
      {emoji.map((one, index) => (
        <button key={one} type="button" tabIndex={index === 0 ? 0 : -1} onClick={() => onPick(one)}>
          {one}
        </button>
      ))}
    </fieldset>
  )
}

function stepOf(key: string): number {
  const ahead = document.dir === 'rtl' ? -1 : 1
  const step = steps[key] ?? 0
  return Math.abs(step) === 1 ? step * ahead : step
}
