const paths = {
  minimise: 'M5 12h14',
  attach:
    'm16 6-8.414 8.586a2 2 0 0 0 2.829 2.829l8.414-8.586a4 4 0 1 0-5.657-5.657l-8.379 8.551a6 6 0 1 0 8.485 8.485l8.379-8.551',
  emoji: 'M15 10V9M16.472 15a6 6 0 0 1-8.943 0M9 10V9M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0',
  send: 'M5 12h14M13 6l6 6-6 6',
  close: 'M6 6l12 12M18 6 6 18',
  again: 'M20 11a8 8 0 1 0-2.3 6.3M20 5v6h-6',
  file: 'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8zM14 3v5h5',
  down: 'm6 9 6 6 6-6',
} as const

/** A line drawing that says nothing by itself: the button around it has the name. */
export function Icon({ name, size = 20 }: { name: keyof typeof paths; size?: number }) {
  return (
    <svg class={`icon icon-${name}`} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
