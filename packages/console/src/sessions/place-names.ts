/** A language by its tag, in the reader's language. A tag that is none is shown as it came: pages claim what they like. */
export const languageName = (tag: string, readerTag: string): string => nameOf(tag, readerTag, 'language')

/** A country by its two letters, in the reader's language; the same for what is no country. */
export const countryName = (code: string, readerTag: string): string => nameOf(code, readerTag, 'region')

function nameOf(code: string, readerTag: string, type: 'language' | 'region'): string {
  try {
    return new Intl.DisplayNames([readerTag], { type }).of(code) ?? code
  } catch {
    // The only thing it throws is that the code cannot be one.
    return code
  }
}
