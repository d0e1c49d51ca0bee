import { Skeleton, useUiText } from '../ui/index.ts'

/** Cards on their way, in the size of real ones. */
export function SkeletonCards() {
  const text = useUiText()
  return (
    <div className="min-h-0 flex-1 overflow-hidden">
      <span role="status" className="sr-only">
        {text('ui.loading')}
      </span>
      {Array.from({ length: 12 }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: all alike
          key={index}
          aria-hidden="true"
          className="grid h-23 content-center gap-2.5 border-b border-line-soft px-4"
        >
          <span className="flex items-center gap-2.25">
            <Skeleton className="size-6 rounded-full" />
            <Skeleton className="h-2.5 w-2/5" />
          </span>
          <Skeleton className="h-2.5 w-4/5" />
          <Skeleton className="h-2.5 w-1/3" />
        </div>
      ))}
    </div>
  )
}
