import { Skeleton } from '../ui/index.ts'

const widths = ['w-28 ms-7', 'w-20 ms-13', 'w-36 ms-13', 'w-24 ms-7', 'w-32 ms-7', 'w-20 ms-13'] as const

/** The tree before it is here: lines of its height, some of them further in. */
export const TreeSkeleton = () => (
  <div aria-hidden="true" className="mt-9 border-t border-line">
    {widths.map((width, n) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never change
      <div key={n} className="flex h-9 items-center border-b border-line-soft">
        <Skeleton className={`h-3 ${width}`} />
      </div>
    ))}
  </div>
)
