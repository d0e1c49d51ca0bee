import { randomUUID } from 'node:crypto'
import { banEndpoints } from '@rapport/contract'
import { asId, type ContactId, type DeliveryId } from '@rapport/domain'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBanRoutes } from '../bans/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { blockSessions } from '../sessions/index.ts'
import { aGenericChannel } from '../testing/a-generic-channel.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute } from '../testing/call-route.ts'
import { storeDelivery } from './deliveries-queries.ts'
import { handleDelivery } from './handle-delivery.ts'
import { handleDeliveryKind } from './receive-hook.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test("a banned contact's message on a channel is refused and counted, and its delivery is dealt with", async () => {
  const { platform, ownerContext, scope } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const { inboxId, program } = await aGenericChannel(ctx)
  const { workspaceId } = scope

  async function receive(id: string): Promise<DeliveryId> {
    const deliveryId = asId<DeliveryId>(randomUUID())
    const said = { type: 'message', id, person: { id: 'p-1', name: 'Max' }, text: 'Hello' }
    const headers = { 'webhook-id': deliveryId, 'webhook-timestamp': '1763600000' }
    const request = {
      method: 'POST',
      url: '/hooks/generic/x',
      headers,
      body: Buffer.from(JSON.stringify(said)),
    }
    const delivery = {
      ...{ id: deliveryId, inboxId, externalId: deliveryId, adapterVersion: 1, request },
      receivedAt: ctx.now(),
    }
    const job = { workspaceId, kind: handleDeliveryKind, payload: {}, runAt: ctx.now() }
    await storeDelivery(ctx.db, ctx.scope, delivery, job)
    await handleDelivery(platform, { workspaceId, deliveryId, attempt: 1 })
    return deliveryId
  }

  await receive('m-1')
  const { rows } = await sql<{ contact_id: ContactId }>`
    select contact_id from sessions where workspace_id = ${workspaceId}`.execute(database.db)
  const contactId = asId<ContactId>(rows[0]?.contact_id ?? '')
  const routes = createBanRoutes(blockSessions)
  await callRoute(routes, banEndpoints.create, { ctx }, { contactId, reason: 'Insults' })
  const refused = await receive('m-2')
  const states = await sql<{ state: string; error: string | null }>`
    select state, error from deliveries
     where workspace_id = ${workspaceId} and delivery_id = ${refused}`.execute(database.db)
  expect(states.rows).toEqual([{ state: 'handled', error: null }])
  const { items } = await callRoute(routes, banEndpoints.list, { ctx }, { contactId })
  expect(items).toMatchObject([{ refusedCount: 1 }])
  const messages = await sql`select 1 from messages where workspace_id = ${workspaceId}`.execute(database.db)
  expect(messages.rows).toHaveLength(1)
  await program.close()
})
