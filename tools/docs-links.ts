/** A link of a page, as written: a file beside the page, an address elsewhere, a heading, or a file and its heading. */
export type Link = Readonly<{ target: string; line: number }>

type Line = Readonly<{ text: string; line: number }>

/** The lines of a page that are read as text: what stands in a code block is a quotation. */
function listTextLines(page: string): readonly Line[] {
  let isQuoted = false
  return page.split('\n').flatMap((text, i) => {
    if (text.trimStart().startsWith('```')) {
      isQuoted = !isQuoted
      return []
    }
    return isQuoted ? [] : [{ text, line: i + 1 }]
  })
}

/** Every link and picture of a page, in order. */
export function listLinks(page: string): readonly Link[] {
  return listTextLines(page).flatMap(({ text, line }) =>
    [...text.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({
      target,
      line,
    })),
  )
}

/** The headings of a page, without their marks. */
export function listHeadings(page: string): readonly Line[] {
  return listTextLines(page).flatMap(({ text, line }) => {
    const [, heading] = /^#{1,6}\s+(.+)$/.exec(text) ?? []
    return heading === undefined ? [] : [{ text: heading, line }]
  })
}

/** What a heading is linked to by: as the sites that show Markdown make it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

const namesFile = /^[\w@.-]+(\/[\w@.-]+)*\.(ts|tsx|cjs|sql|md|json|css|html)$/
const namesFolder = /^(packages|tools|bench|e2e|docs)(\/[\w@.-]+)*\/?$/

/**
 * The files and folders that a page names in code marks, whole or by the end of their path: `reactions.ts`. A name
 * with a gap to fill in (`<kind>`, `…`, `*`) is a pattern, and names nothing.
 */
export function listNamedFiles(page: string): readonly Line[] {
  return listTextLines(page).flatMap(({ text, line }) =>
    [...text.matchAll(/`([^`]+)`/g)]
      .map(([, name = '']) => ({ text: name.replace(/\/$/, ''), line }))
      .filter(({ text: name }) => namesFile.test(name) || namesFolder.test(name)),
  )
}
