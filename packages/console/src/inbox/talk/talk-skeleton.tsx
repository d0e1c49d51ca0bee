import { ArrowLeft } from 'lucide-react'
import { useMessages } from '../../app/index.ts'
import { IconButton, Skeleton } from '../../ui/index.ts'
import { useDetailsSpace } from '../details/details-frame.tsx'

const bubbles = [
  ['w-3/5', ''],
  ['w-2/5', 'ms-auto'],
  ['w-1/4', ''],
  ['w-1/2', 'ms-auto'],
  ['w-2/5', ''],
] as const

/** A conversation that is on its way, in the size it will have. */
export function TalkSkeleton({ onBack }: { onBack(): void }) {
  const t = useMessages()
  const detailsWidth = useDetailsSpace()
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <section aria-label={t('inbox.talk')} aria-busy="true" className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex min-h-13 items-center gap-2.5 border-b border-line px-4 max-lg:px-2">
          <IconButton
            label={t('inbox.back')}
            icon={<ArrowLeft size={17} className="rtl:rotate-180" />}
            onClick={onBack}
            className="lg:hidden"
          />
          <Skeleton className="size-7 rounded-full" />
          <Skeleton className="h-3.5 w-36" />
        </div>
        <div className="flex flex-1 flex-col gap-4 p-4">
          {bubbles.map(([width, side], n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <Skeleton key={n} className={`h-9 rounded-large ${width} ${side}`} />
          ))}
        </div>
        <div className="px-4 pt-2 pb-3.5 max-lg:px-2 max-lg:pb-2">
          <div className="h-32 rounded-large border border-line-strong bg-surface" />
        </div>
      </section>
      {detailsWidth === null ? null : (
        <div
          aria-hidden="true"
          style={{ width: detailsWidth }}
          className="shrink-0 border-s border-line px-4 py-3.5"
        >
          <div className="flex items-center gap-2.5">
            <Skeleton className="size-8 rounded-full" />
            <Skeleton className="h-3 w-28" />
          </div>
        </div>
      )}
    </div>
  )
}
