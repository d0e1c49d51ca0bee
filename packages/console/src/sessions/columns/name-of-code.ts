/** A language or a country as the reader calls it; the code itself where it has no name. */
export function nameOfCode(type: 'language' | 'region', code: string, tag: string): string {
  try {
    return new Intl.DisplayNames(tag, { type }).of(code) ?? code
  } catch (error) {
    // What a page or a program gave as a language need not be one.
    if (error instanceof RangeError) return code
    throw error
  }
}
