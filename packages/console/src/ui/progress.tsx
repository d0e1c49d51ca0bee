import { useUiText } from './locale.tsx'

/** Work of unknown length. Decoration only: say what is being done beside it. */
export function Spinner({ size = 16 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" className="animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.75" opacity="0.25" />
      <path
        d="M8 1.75A6.25 6.25 0 0 1 14.25 8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </svg>
  )
}

/** A whole pane that is on its way, where no skeleton fits. */
export function LoadingPane() {
  const text = useUiText()
  return (
    <div role="status" className="grid h-full min-h-32 place-items-center text-faint">
      <span className="sr-only">{text('ui.loading')}</span>
      <Spinner />
    </div>
  )
}
