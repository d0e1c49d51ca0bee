/** One line of the table: a value, the limit it is held against in the same run, and whether the ratio meets the target. */
export type Figure = Readonly<{
  name: string
  value: number
  unit: string
  limit: number
  limitName: string
  ratio: number
  target: string
  pass: boolean
  /** What else is worth knowing, for orientation. */
  note?: string
}>

const shown = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toFixed(2))

/** The figure as the table's line. */
export const figureLine = (f: Figure): string =>
  [
    f.name.padEnd(44),
    `${shown(f.value)} ${f.unit}`.padStart(16),
    `${f.limitName} ${shown(f.limit)}`.padStart(24),
    `ratio ${f.ratio.toFixed(2)}`.padStart(12),
    f.target.padStart(10),
    f.pass ? '  pass' : '  MISS',
    f.note === undefined ? '' : `  (${f.note})`,
  ].join('')
