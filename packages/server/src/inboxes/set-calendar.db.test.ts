import { randomUUIDv7 } from 'node:crypto'
import { type InputOf, inboxEndpoints } from '@rapport/contract'
import { asId, type InboxId } from '@rapport/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { AppError } from '../platform/errors.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { inboxRoutes } from './inbox-routes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

type Asked = InputOf<typeof inboxEndpoints.setCalendar>

async function anInbox() {
  const { inbox, ownerContext } = await aWorkspace(database.db)
  const ctx = await ownerContext()
  const set = (calendar: Asked['calendar'], inboxId = inbox.id) =>
    callRoute(inboxRoutes, inboxEndpoints.setCalendar, { ctx }, { inboxId, calendar })
  const listed = async () => (await callRoute(inboxRoutes, inboxEndpoints.list, { ctx }, {})).items[0]
  return { set, listed }
}

const office: Asked['calendar'] = {
  timeZone: 'Europe/Prague',
  week: [{ day: 1, slots: [{ from: '09:00', to: '24:00' }] }],
  holidays: [{ date: '2026-12-24', name: 'Christmas Eve', slots: [] }],
}

test('an inbox works when it is said to, and nobody says any more when it is forgotten', async () => {
  const { set, listed } = await anInbox()
  expect((await listed())?.calendar).toBeNull()
  expect((await set(office)).calendar).toEqual(office)
  expect((await listed())?.calendar).toEqual(office)
  expect((await set(null)).calendar).toBeNull()
  expect((await listed())?.calendar).toBeNull()
})

test('a calendar that cannot be counted by is refused whole, each mistake with its place', async () => {
  const { set, listed } = await anInbox()
  await set(office)
  const broken = {
    timeZone: 'Europe/Atlantis',
    week: [
      {
        day: 1,
        slots: [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
      },
    ],
    holidays: [],
  }
  const refused = await set(broken).then(
    () => null,
    (error: unknown) => error,
  )
  expect(refused).toBeInstanceOf(AppError)
  expect(refused).toMatchObject({
    status: 422,
    fields: [
      { path: ['calendar', 'timeZone'], message: 'must be a time zone such as Europe/Prague' },
      { path: ['calendar', 'week', 0, 'slots', 1], message: 'overlaps another' },
    ],
  })
  expect((await listed())?.calendar).toEqual(office)
})

test('an inbox of elsewhere is not found', async () => {
  const { set } = await anInbox()
  expect(await codeOf(set(office, asId<InboxId>(randomUUIDv7())))).toBe('not_found')
})
