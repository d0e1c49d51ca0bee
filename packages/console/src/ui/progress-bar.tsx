import { Progress } from '@base-ui/react/progress'

/** Work whose part done is known, from 0 to 1. */
export function ProgressBar({ value, label }: { value: number; label: string }) {
  return (
    <Progress.Root value={Math.round(value * 100)} aria-label={label} className="w-full">
      <Progress.Track className="h-1 overflow-hidden rounded-full bg-line">
        <Progress.Indicator className="bg-accent transition-[width] duration-150" />
      </Progress.Track>
    </Progress.Root>
  )
}
