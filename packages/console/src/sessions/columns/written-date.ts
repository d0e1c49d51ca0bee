/** A day as the reader writes it; it has no time zone, so none may move it. */
export function writtenDate(day: string, tag: string): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(at)) return day
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }).format(at)
}
