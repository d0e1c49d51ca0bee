import type { ExportId } from '@rapport/domain'
import type { AgentContext } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { beginExport, getExport } from './begin-export.ts'
import { type ExportRecord, findAsked } from './exports-queries.ts'
import type { ExportSetup } from './run-export.ts'

/**
 * Begins one's own export anew, as it was asked for and with the rights one has now: of the sessions that match by now, in a
 * file of its own. What became of the first does not matter, so that one which failed, was cancelled or is thrown away is
 * not lost with the page it was asked for on.
 */
export async function repeatExport(
  ctx: AgentContext,
  setup: ExportSetup,
  { exportId, clientId }: Readonly<{ exportId: ExportId; clientId: string }>,
): Promise<ExportRecord> {
  const { format, options } = await getExport(ctx, exportId)
  const asked = await findAsked(ctx.db, ctx.scope, exportId)
  if (asked === null) throw new AppError('not_found', { exportId })
  const { target, name } = asked
  return await beginExport(ctx, setup, {
    ...{ clientId, target, format, options, isRepeat: true },
    ...(name === null ? {} : { name }),
  })
}
