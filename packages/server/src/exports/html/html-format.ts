import {
  type ArchivedFile,
  archivedText,
  pickRanges,
  surround,
  unpackFile,
  writeZip,
} from '../../platform/zip/index.ts'
import type { ExportHead, FileKind, Format } from '../format.ts'
import { indexPage, pageName } from './index-page.ts'
import { packSessions } from './pack-sessions.ts'
import { type Place, pageClosing, pageOpening } from './page-shell.ts'
import { type PageLimits, type PageStretch, type PlannedPage, planPages } from './plan-pages.ts'
import type { FileLimits } from './write-session.ts'

const usual: PageLimits & FileLimits = {
  sessionsMax: 5_000,
  bytesMax: 50_000_000,
  fileBytesMax: 15_000_000,
  // As text it is a third larger, and what is said has to fit beside it.
  sessionBytesMax: 30_000_000,
}

const page: FileKind = { ending: 'html', mediaType: 'text/html; charset=utf-8' }
const archive: FileKind = { ending: 'zip', mediaType: 'application/zip' }

/**
 * Pages that open from a disk, with what was said, the files, and a search of their own; they fetch nothing. A part is
 * sessions as packed data; the end puts the page around them, or pages into an archive where they are too many for one.
 */
export function createHtmlFormat(given: Partial<PageLimits & FileLimits> = {}): Format {
  const limits = { ...usual, ...given }
  return {
    format: 'html',
    kindOf: async (parts) => ((await planPages(parts, limits)).length === 1 ? page : archive),
    writePart(head, { first, sessions }, openFile) {
      const stretches: PageStretch[] = []
      const part = { first, sessions, sessionsMax: limits.sessionsMax }
      const body = packSessions(head, part, { openFile, limits }, stretches)
      return { body, details: () => ({ stretches }) }
    },
    async *assemble(head, parts) {
      const pages = await planPages(parts, limits)
      const [only] = pages
      if (only !== undefined && pages.length === 1) yield* unpackFile(await pageFile(head, only, null))
      else yield* writeZip(filesOf(head, pages), { at: head.madeAt })
    },
  }
}

/** Pages as large as browsers open them quickly. */
export const htmlFormat: Format = createHtmlFormat()

async function* filesOf(head: ExportHead, pages: readonly PlannedPage[]): AsyncGenerator<ArchivedFile> {
  yield archivedText('index.html', indexPage(head, pages))
  for (const [i, page] of pages.entries()) yield pageFile(head, page, { nth: i + 1, of: pages.length })
}

const pageFile = (head: ExportHead, page: PlannedPage, place: Place): Promise<ArchivedFile> =>
  surround(
    place === null ? '' : pageName(place.nth),
    { opening: pageOpening(head, place, page.sessions), closing: pageClosing },
    {
      sum: page.sum,
      async *stretches() {
        for (const { part, ranges } of page.pieces) yield* pickRanges(await part.open(), ranges)
      },
    },
  )
