import { randomUUIDv7 } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { type ExportView, exportEndpoints, type InputOf } from '@rapport/contract'
import { asId, type ContactId, type ExportId, type SessionId } from '@rapport/domain'
import { parse } from 'csv-parse/sync'
import { startsInOf } from '../../inboxes/index.ts'
import type { AgentContext, Platform } from '../../platform/context.ts'
import type { Db } from '../../platform/db/index.ts'
import { ingestMessage } from '../../sessions/index.ts'
import { aWorkspace } from '../../testing/a-workspace.ts'
import { callRoute } from '../../testing/call-route.ts'
import { armFormula } from '../defuse-formula.ts'
import { createExportRoutes } from '../export-routes.ts'
import { exportSetup } from '../export-setup.ts'
import { findExport } from '../exports-queries.ts'
import type { ExportSetup } from '../run-export.ts'

/** What is asked of an export. */
export type Wish = InputOf<typeof exportEndpoints.create>

/** All sessions, the oldest first. */
const everything = { list: 'all', filter: '', sort: 'started', direction: 'asc' } as const

/** A workspace of its own whose owner takes sessions out, in CSV with transcripts if nothing else is said. */
export async function anExportDesk(
  db: Db,
  { parts = {}, setup = exportSetup }: Readonly<{ parts?: Partial<Platform>; setup?: ExportSetup }> = {},
) {
  const desk = await aWorkspace(db, parts)
  const ctx = await desk.ownerContext()
  const routes = createExportRoutes({ setup, findHolder: async () => null })

  async function say(
    words: string,
    { thread = randomUUIDv7(), name = 'Grace' }: Readonly<{ thread?: string; name?: string }> = {},
  ): Promise<SessionId> {
    const contactId = asId<ContactId>(randomUUIDv7())
    const person = { externalId: thread, verified: false, name, email: null, locale: null }
    const arrival = { inboxId: desk.inbox.id, startsIn: startsInOf(desk.inbox) }
    const message = {
      key: randomUUIDv7(),
      thread,
      contactId,
      person,
      text: words,
      fileIds: [],
      clientId: null,
    }
    return (await ingestMessage(ctx, arrival, message)).sessionId
  }

  async function aSession(words: readonly string[] = ['Hello'], name = 'Grace'): Promise<SessionId> {
    const thread = randomUUIDv7()
    let sessionId = asId<SessionId>('')
    for (const one of words) sessionId = await say(one, { thread, name })
    return sessionId
  }

  const create = (wish: Partial<Wish> = {}, by: AgentContext = ctx): Promise<ExportView> =>
    callRoute(
      routes,
      exportEndpoints.create,
      { ctx: by },
      {
        clientId: randomUUIDv7(),
        target: everything,
        format: 'csv',
        options: { columns: ['contact', 'state'], transcripts: true },
        ...wish,
      },
    )

  return {
    ...desk,
    ctx,
    routes,
    setup,
    say,
    aSession,
    create,
    get: ({ id }: Readonly<{ id: ExportId }>): Promise<ExportView> =>
      callRoute(routes, exportEndpoints.get, { ctx }, { exportId: id }),
    cancel: ({ id }: Readonly<{ id: ExportId }>): Promise<ExportView> =>
      callRoute(routes, exportEndpoints.cancel, { ctx }, { exportId: id }),
    /** The finished file's text. */
    async read({ id }: Readonly<{ id: ExportId }>): Promise<string> {
      const found = await findExport(ctx.db, ctx.scope, id)
      const body = await ctx.files.open(found?.key ?? '')
      if (body === null) throw new Error('There is no such file')
      return (await buffer(body)).toString()
    },
  }
}

/** The rows of a CSV as a reader has them, headers first, with the texts as they were. */
export const rowsOf = (csv: string): string[][] =>
  (parse(csv, { bom: true }) as string[][]).map((row) => row.map(armFormula))
