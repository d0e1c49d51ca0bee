import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { deliveryEndpoints, sessionEndpoints } from '@rapport/contract'
import { asId, type ContactId, contact, type MessageId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { deliveryRoutes, sendingOn } from './channels/index.ts'
import { createGiveUps, createJobHandlers, listSchedules } from './jobs.ts'
import type { Scope } from './platform/context.ts'
import { openTestDatabase, type TestDatabase } from './platform/db/testing/open-test-database.ts'
import { startWorker } from './platform/jobs/index.ts'
import { createJobsFor, createReactions } from './reactions.ts'
import { ingestMessage, sessionRoutes } from './sessions/index.ts'
import { aGenericChannel } from './testing/a-generic-channel.ts'
import { aWorkspace } from './testing/a-workspace.ts'
import { callRoute } from './testing/call-route.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const keepAnswer = ({ workspaceId }: Scope, clientId: string, days: number) =>
  sql`insert into idempotency (workspace_id, owner_id, client_id, body_hash, answer, created_at)
      values (${workspaceId}, ${randomUUIDv7()}, ${clientId}, '', '{}', now() - make_interval(days => ${days}))`.execute(
    database.db,
  )

test('the nightly pruning forgets answers past eight days in every workspace, and none before', async () => {
  const [one, two] = [await aWorkspace(database.db), await aWorkspace(database.db)]
  for (const { scope } of [one, two]) {
    await keepAnswer(scope, 'old', 9)
    await keepAnswer(scope, 'young', 7)
  }
  for (const schedule of listSchedules(one.platform)) await schedule.run()
  for (const { scope } of [one, two]) {
    const { rows } = await sql`
      select client_id from idempotency where workspace_id = ${scope.workspaceId}`.execute(database.db)
    expect(rows).toEqual([{ client_id: 'young' }])
  }
})

test('a reaction’s job whose payload is no event’s place fails, so that it is kept and looked at', async () => {
  const { platform, scope } = await aWorkspace(database.db)
  const handle = createJobHandlers(platform, createReactions({ botThinkMs: 0 }))['reaction:letBotAnswer']
  const job = { ...scope, jobId: '', kind: '', attempts: 1, leaseId: '', payload: { sessionId: 'x' } }
  await expect(handle?.(job)).rejects.toThrow()
})

/** A reply on a channel of one's own, whose jobs are run by a worker as a server has it. */
async function aReply() {
  const reactions = createReactions({ botThinkMs: 0 })
  const { platform, ownerContext } = await aWorkspace(database.db, { jobsFor: createJobsFor(reactions) })
  const ctx = await ownerContext()
  const { inboxId, program } = await aGenericChannel(ctx)
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = { externalId: 'p', verified: true, name: null, email: null, locale: null }
  const words = { thread: 'p', contactId, person, text: 'Hello', fileIds: [], clientId: null }
  const arrival = { inboxId, startsIn: { as: 'unassigned', teamId: null } } as const
  const said = { ...words, key: randomUUIDv7() }
  const { sessionId } = await ingestMessage({ ...ctx, actor: contact(contactId) }, arrival, said)
  const routes = sessionRoutes({
    people: { find: async () => [] },
    epochOf: async () => '',
    sendingOn,
    noteViewing: async () => undefined,
  })
  const reply = { sessionId, clientId: randomUUID(), text: 'On its way', fileIds: [] }
  await callRoute(routes, sessionEndpoints.send, { ctx }, reply)
  const handlers = createJobHandlers(platform, reactions)
  const givingUp = createGiveUps(platform, reactions)
  return {
    ctx,
    program,
    /** Works until the expectation holds. */
    async workUntil(holds: () => void | Promise<void>) {
      const worker = startWorker({ ...platform, handlers, givingUp, lane: 'outside', pollMs: 10 })
      try {
        await vi.waitFor(holds)
      } finally {
        await worker.stop()
      }
    },
    /** As when the server has stopped in every try so far. */
    useUpTries: () =>
      sql`update jobs set attempts = 10 where workspace_id = ${ctx.scope.workspaceId}`.execute(database.db),
    stuck: async () => (await callRoute(deliveryRoutes, deliveryEndpoints.outbox, { ctx }, {})).items,
    retry: (messageId: MessageId) =>
      callRoute(deliveryRoutes, deliveryEndpoints.retry, { ctx }, { messageId }),
  }
}

test('a message that stops the server in every try stands under what is stuck, as often as it is sent again', async () => {
  const { program, workUntil, useUpTries, stuck, retry } = await aReply()
  try {
    // The job that the event wrote, then one that a person asked for.
    await useUpTries()
    await workUntil(async () => expect(await stuck()).toMatchObject([{ state: 'failed' }]))
    const [message] = await stuck()
    const messageId = asId<MessageId>(message?.messageId ?? '')
    await retry(messageId)
    expect(await stuck()).toEqual([])
    await useUpTries()
    await workUntil(async () => expect(await stuck()).toMatchObject([{ messageId, state: 'failed' }]))
    await retry(messageId)
    await workUntil(() => expect(program.heard).toMatchObject([{ id: messageId }]))
    expect(await stuck()).toEqual([])
  } finally {
    await program.close()
  }
})
