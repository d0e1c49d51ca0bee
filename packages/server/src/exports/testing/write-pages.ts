import type { ExportedSession, ExportHead } from '../format.ts'
import { createHtmlFormat } from '../html/html-format.ts'
import { type WriteSettings, writeParts } from './write-export.ts'

/** Pages of sessions as the product writes them: one, or an archive of several where the limits are lower. */
export async function writePages(
  head: ExportHead,
  sessions: readonly ExportedSession[],
  settings: WriteSettings & Readonly<{ limits?: Parameters<typeof createHtmlFormat>[0] }> = {},
): Promise<Readonly<{ ending: string; bytes: Buffer }>> {
  const format = createHtmlFormat(settings.limits)
  const parts = await writeParts(format, head, sessions, settings)
  const bytes = Buffer.concat(await Array.fromAsync(format.assemble(head, parts)))
  return { ending: (await format.kindOf(parts)).ending, bytes }
}
