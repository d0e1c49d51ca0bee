import { Skeleton } from './surfaces.tsx'

/** A list of lines with two rows of words each, before it is here. */
export const ListSkeleton = () => (
  <div aria-hidden="true" className="border-t border-line">
    {[0, 1, 2].map((n) => (
      <div key={n} className="grid h-19 content-center gap-2 border-b border-line px-2">
        <Skeleton className="h-3 w-40" />
        <Skeleton className="h-2.5 w-72 max-w-full" />
      </div>
    ))}
  </div>
)
