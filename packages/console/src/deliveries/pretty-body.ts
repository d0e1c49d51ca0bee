/** A body as indented JSON, or null where it is none; nothing of what it says is changed. */
export function prettyBody(body: string): string | null {
  if (!/^\s*[[{]/.test(body)) return null
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    // It began like JSON and is none: it is shown as it came.
    return null
  }
}
