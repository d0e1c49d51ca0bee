import type { ReactNode } from 'react'

/** One part of the kit, named, with its states beside each other. */
export function Sample({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[128px_minmax(0,1fr)] gap-4 border-b border-line-soft px-4 py-3.5 max-sm:grid-cols-1 max-sm:gap-2">
      <h2 className="pt-1 text-small text-faint" dir="ltr">
        {name}
      </h2>
      <div className="flex min-w-0 flex-wrap items-center gap-2.5">{children}</div>
    </section>
  )
}
