import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { exportEndpoints, exportPlanEndpoints, type InputOf } from '@rapport/contract'
import { asId, type ContactId, instant, type ViewId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startsInOf } from '../inboxes/index.ts'
import type { AgentContext } from '../platform/context.ts'
import { inTransaction } from '../platform/db/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { ingestMessage } from '../sessions/index.ts'
import { updateDeactivated } from '../team/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { insertView } from '../views/index.ts'
import { csvFormat } from './csv-format.ts'
import { createExportRoutes } from './export-routes.ts'
import { exportSetup } from './export-setup.ts'
import type { Format } from './format.ts'
import { runDuePlans } from './run-plans.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const dayMs = 24 * 3_600_000
type Wish = InputOf<typeof exportPlanEndpoints.create>

async function aPlannedDesk() {
  let aheadMs = 0
  const now = () => instant(Date.now() + aheadMs)
  const desk = await aWorkspace(database.db, { now })
  const ctx = await desk.agentContext('supervisor')
  const routes = createExportRoutes({ setup: exportSetup, findHolder: async () => null })
  const viewId = asId<ViewId>(randomUUIDv7())
  const listed = { list: 'all', filter: '', sort: 'started', direction: 'asc' } as const
  const definition = { ...listed, form: 'table' as const, columns: null }
  await inTransaction(database.db, (tx) =>
    insertView(tx, ctx.scope, {
      ...{ id: viewId, ownerId: ctx.agentId, name: 'All', scope: 'me', teamId: null, definition },
    }),
  )
  const aSession = async () => {
    const thread = randomUUIDv7()
    const person = { externalId: thread, verified: false, name: 'Grace', email: null, locale: null }
    const contactId = asId<ContactId>(randomUUIDv7())
    const arrival = { inboxId: desk.inbox.id, startsIn: startsInOf(desk.inbox) }
    const words = { text: 'Hello', fileIds: [], clientId: null }
    await ingestMessage(ctx, arrival, { key: thread, thread, contactId, person, ...words })
  }
  const wish: Wish = {
    ...{ name: 'Every morning', viewId, format: 'csv', options: { columns: ['contact'] } },
    rhythm: { every: 'day', time: '08:00', timeZone: 'Europe/Berlin' },
  }
  const plan = (change: Partial<Wish> = {}, by: AgentContext = ctx) =>
    callRoute(routes, exportPlanEndpoints.create, { ctx: by }, { ...wish, ...change })
  return {
    ...{ ...desk, ctx, plan, aSession, routes, viewId },
    run: () => runDuePlans({ ...desk.platform, now }, exportSetup),
    exports: async () => (await callRoute(routes, exportEndpoints.list, { ctx }, {})).items,
    plans: async () => (await callRoute(routes, exportPlanEndpoints.list, { ctx }, {})).items,
    later: (ms: number) => {
      aheadMs += ms
    },
  }
}

test('a planned export is made once when it is due, however many nodes look, and then is due again', async () => {
  const { plan, run, exports, plans, aSession, later } = await aPlannedDesk()
  await aSession()
  const { nextAt } = await plan()
  await run()
  expect(await exports()).toEqual([])
  later(dayMs)
  await Promise.all([run(), run(), run()])
  const [made, ...more] = await exports()
  expect(more).toEqual([])
  expect(made).toMatchObject({
    state: 'done',
    total: 1,
    name: expect.stringMatching(/^Every morning \d{4}-/),
  })
  const [planned] = await plans()
  expect(planned).toMatchObject({ lastError: null, viewName: 'All' })
  expect(planned?.nextAt).toBeGreaterThan(nextAt)
})

test('what comes to nothing is said with the plan: no session, no right any more, the view gone', async () => {
  const { plan, run, exports, plans, later, ctx, aSession } = await aPlannedDesk()
  await plan()
  later(dayMs)
  await run()
  expect(await plans()).toEqual([expect.objectContaining({ lastError: 'nothing_to_export', lastAt: null })])
  await aSession()
  await inTransaction(database.db, (tx) =>
    updateDeactivated(tx, ctx.scope, { id: ctx.agentId, deactivated: true }),
  )
  later(dayMs)
  await run()
  expect(await plans()).toEqual([expect.objectContaining({ lastError: 'forbidden' })])
  expect(await exports()).toEqual([])
})

test('a plan is its owner’s alone, needs a view they see, and no key makes one', async () => {
  const { plan, ctx, routes, agentContext, viewId } = await aPlannedDesk()
  const { id } = await plan()
  const other = await agentContext('supervisor')
  expect(await codeOf(plan({}, other))).toBe('not_found')
  expect(
    await codeOf(callRoute(routes, exportPlanEndpoints.remove, { ctx: other }, { exportPlanId: id })),
  ).toBe('not_found')
  expect((await callRoute(routes, exportPlanEndpoints.list, { ctx: other }, {})).items).toEqual([])
  const apiKey = { id: asId(randomUUIDv7()), workspaceId: ctx.scope.workspaceId, scopes: ['exports.create'] }
  expect(await codeOf(plan({}, { ...ctx, apiKey } as unknown as AgentContext))).toBe('forbidden')
  const wrong = { every: 'day', time: '25:00', timeZone: 'UTC' } as const
  expect(await codeOf(plan({ rhythm: wrong }))).toBe('invalid_input')
  expect(await codeOf(plan({ options: { columns: ['nonsense'] } }))).toBe('invalid_input')
  const change = {
    exportPlanId: id,
    name: 'Weekly',
    viewId,
    format: 'jsonl' as const,
    options: { columns: ['state'] },
  }
  const rhythm = { every: 'week', weekday: 1, time: '09:00', timeZone: 'UTC' } as const
  expect(await callRoute(routes, exportPlanEndpoints.change, { ctx }, { ...change, rhythm })).toMatchObject({
    ...{ name: 'Weekly', rhythm },
  })
  await callRoute(routes, exportPlanEndpoints.remove, { ctx }, { exportPlanId: id })
  expect((await callRoute(routes, exportPlanEndpoints.list, { ctx }, {})).items).toEqual([])
})

test('a plan is settled, however long its export takes to begin', async () => {
  const { platform, plan, plans, aSession, later } = await aPlannedDesk()
  await aSession()
  const { nextAt } = await plan()
  later(dayMs)
  const hasty = database.open({ limits: { idleInTransactionMs: 100 } })
  const slow: Format = {
    ...csvFormat,
    async *assemble(head, parts) {
      await sleep(400)
      yield* csvFormat.assemble(head, parts)
    },
  }
  const setup = { ...exportSetup, formats: { ...exportSetup.formats, csv: slow } }
  await runDuePlans({ ...platform, db: hasty }, setup)
  const [settled] = await plans()
  expect(settled).toMatchObject({ lastError: null, lastAt: expect.any(Number) })
  expect(settled?.nextAt).toBeGreaterThan(nextAt)
})

test('one person has fifty plans, and not one more', async () => {
  const { plan, plans } = await aPlannedDesk()
  for (let i = 0; i < 50; i += 1) await plan()
  expect(await codeOf(plan())).toBe('invalid_input')
  expect(await plans()).toHaveLength(50)
})
