import { randomUUIDv7 } from 'node:crypto'
import { exportEndpoints, type InputOf } from '@rapport/contract'
import { asId, type ContactId, type SessionId } from '@rapport/domain'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startsInOf } from '../inboxes/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/db/testing/open-test-database.ts'
import { startWorker } from '../platform/jobs/index.ts'
import { createMailer } from '../platform/mail/index.ts'
import { ingestMessage } from '../sessions/index.ts'
import { aWorkspace } from '../testing/a-workspace.ts'
import { callRoute, codeOf } from '../testing/call-route.ts'
import { createExportRoutes } from './export-routes.ts'
import { exportSetup } from './export-setup.ts'
import { type MailJob, mailTranscript, mailTranscriptKind } from './mail-transcript.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** A mail server that keeps what it is given; it turns away the first `refused`. */
async function aMailServer(refused = 0) {
  const mails: Email[] = []
  let left = refused
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        left -= 1
        if (left >= 0) return done(Object.assign(new Error('Try later'), { responseCode: 451 }))
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          mails.push(mail)
          done()
        })
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const mail = createMailer({ url: `smtp://127.0.0.1:${port}`, from: 'Harbour <desk@harbour.example>' })
  return {
    mail,
    mails,
    async stop() {
      mail.close()
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

async function aTalk(server: Awaited<ReturnType<typeof aMailServer>> | null) {
  const desk = await aWorkspace(database.db, { mail: server?.mail ?? null })
  const ctx = await desk.ownerContext()
  const thread = randomUUIDv7()
  const contactId = asId<ContactId>(randomUUIDv7())
  const person = {
    ...{ externalId: thread, verified: false, name: '<b>Grace</b>', email: null, locale: null },
  }
  const arrival = { inboxId: desk.inbox.id, startsIn: startsInOf(desk.inbox) }
  let sessionId = asId<SessionId>('')
  for (const text of ['Where is my <script>alert(1)</script> order?', 'It was\ndue "today"'])
    sessionId = (
      await ingestMessage(ctx, arrival, {
        ...{ key: randomUUIDv7(), thread, contactId, person, text, fileIds: [], clientId: null },
      })
    ).sessionId
  await desk.platform.db
    .insertInto('notes')
    .values({
      ...{ workspace_id: ctx.scope.workspaceId, note_id: randomUUIDv7(), session_id: sessionId },
      ...{ conversation_id: randomUUIDv7(), version: 2, author: JSON.stringify(ctx.actor) },
      ...{ text: 'A secret note', at: new Date(), mentions: [] },
    })
    .execute()
  const routes = createExportRoutes({ setup: exportSetup, findHolder: async () => null })
  type Wish = InputOf<typeof exportEndpoints.mailTranscript>
  const ask = (wish: Partial<Wish> = {}) =>
    callRoute(
      routes,
      exportEndpoints.mailTranscript,
      { ctx },
      {
        ...{ sessionId, clientId: randomUUIDv7(), to: 'grace@contact.example' },
        ...wish,
      },
    )
  async function work<T>(until: () => Promise<T> | T): Promise<void> {
    const handlers = {
      [mailTranscriptKind]: ({ workspaceId, payload }: { workspaceId: string; payload: unknown }) =>
        mailTranscript(desk.platform, { workspaceId, ...(payload as object) } as MailJob),
    }
    const worker = startWorker({ ...desk.platform, handlers, lane: 'outside', pollMs: 20, waitMs: () => 10 })
    try {
      await until()
    } finally {
      await worker.stop()
    }
  }
  return { ...desk, ctx, ask, work, sessionId }
}

test('a transcript is mailed as the contact knows it: every word escaped, no note, once for a client id', async () => {
  const server = await aMailServer(1)
  const { ask, work } = await aTalk(server)
  const clientId = randomUUIDv7()
  await ask({ clientId })
  await ask({ clientId })
  expect(await codeOf(ask({ clientId, to: 'other@contact.example' }))).toBe('client_id_reused')
  await work(() => expect.poll(() => server.mails.length, { timeout: 5_000 }).toBe(1))
  const [mail] = server.mails
  expect(mail?.to).toEqual([expect.objectContaining({ address: 'grace@contact.example' })])
  expect(mail?.from).toMatchObject({ name: 'Harbour', address: 'desk@harbour.example' })
  expect(mail?.subject).toBe('Your conversation with Test desk')
  expect(mail?.text).toContain('<b>Grace</b>:\nWhere is my <script>alert(1)</script> order?')
  expect(mail?.html).toContain('Where is my &lt;script&gt;alert(1)&lt;/script&gt; order?')
  expect(mail?.html).toContain('&lt;b&gt;Grace&lt;/b&gt;')
  expect(mail?.html).not.toMatch(/<script|secret note/)
  expect(mail?.text).not.toContain('secret note')
  await server.stop()
})

test('without a mail server nothing is promised, and a session out of reach is not there', async () => {
  const { ask } = await aTalk(null)
  expect(await codeOf(ask())).toBe('mail_not_set_up')
  const server = await aMailServer()
  const other = await aTalk(server)
  expect(await codeOf(other.ask({ sessionId: asId<SessionId>(randomUUIDv7()) }))).toBe('not_found')
  await server.stop()
})
