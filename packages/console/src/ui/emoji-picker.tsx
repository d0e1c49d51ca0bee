import { Smile } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { IconButton } from './button.tsx'
import { useUiText } from './locale.tsx'
import { Popover } from './popover.tsx'
import { Spinner } from './progress.tsx'

const EmojiGrid = lazy(() => import('./emoji-grid.tsx').then((part) => ({ default: part.EmojiGrid })))

/** The button that opens the emoji; they are fetched when it is first pressed. */
export function EmojiPicker({
  onPick,
  isDisabled,
}: {
  onPick: (sign: string) => void
  isDisabled?: boolean
}) {
  const text = useUiText()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover
      label={text('ui.emoji')}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      side="top"
      trigger={
        <IconButton label={text('ui.emoji')} icon={<Smile size={17} />} disabled={isDisabled ?? false} />
      }
    >
      <Suspense
        fallback={
          <div className="grid h-66 w-72 place-items-center text-faint">
            <Spinner />
          </div>
        }
      >
        <EmojiGrid
          onPick={(sign) => {
            setIsOpen(false)
            onPick(sign)
          }}
        />
      </Suspense>
    </Popover>
  )
}
