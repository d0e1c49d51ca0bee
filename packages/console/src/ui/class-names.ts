/** Joins class names and leaves out what does not apply, so a condition reads where the class is. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
