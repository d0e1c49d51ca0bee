const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes as people read them: three digits and a unit. */
export function showBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1000 ** power
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}
