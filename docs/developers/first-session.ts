/**
 * A session from its first word to its last, with the SDK alone: a contact, a channel of one's own, an answer, an end, and
 * everything that happened, read by its cursor.
 *
 *   RAPPORT_ORIGIN=http://localhost:4300 RAPPORT_KEY=rpk_… npx node docs/developers/first-session.ts
 *
 * The key needs inboxes.manage, contacts.write, sessions.read, sessions.answer and sessions.read_all. The desk calls back
 * to this machine, so start it with RAPPORT_ALLOWED_NETWORKS=127.0.0.1/32; without that the program waits for ever.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createChannel, createRapport, type GenericOutbound, newClientId, verifyWebhook } from '@rapport/sdk'

const { RAPPORT_ORIGIN: origin = 'http://localhost:4300', RAPPORT_KEY: key = '' } = process.env
const rapport = createRapport({ origin, key })

// 1. The program behind the channel: it is given the answers. What is not signed with its secret is not from the desk.
const secrets: string[] = []
const answers: GenericOutbound[] = []
const program = createServer(async (request, response) => {
  const body = await text(request)
  const isGood = await verifyWebhook(request.headers, body, secrets)
  if (isGood) answers.push(JSON.parse(body))
  response.writeHead(isGood ? 200 : 401).end()
  program.emit('answered')
}).listen(0, '127.0.0.1')
await once(program, 'listening')

// 2. An inbox for that channel. Its secrets are shown this once.
const { port } = program.address() as AddressInfo
const { inbox, inboundSecret, outboundSecret } = await rapport.inboxes.createGeneric({
  name: 'Courier app',
  startsIn: 'unassigned',
  botId: null,
  teamId: null,
  channelLabel: 'Courier app',
  settings: { url: `http://127.0.0.1:${port}`, deduplicates: true, replyWindowHours: null },
})
secrets.push(outboundSecret)

// 3. A contact, known before they write, by the id that the program knows them by.
const person = { id: `user-${newClientId()}`, name: 'Grace Hopper' }
const contact = await rapport.contacts.create({
  name: person.name,
  addresses: [{ inboxId: inbox.id, externalId: person.id }],
})

// 4. They write. From now on everything that happens is read from here.
const { next: start } = await rapport.events.list({ cursor: 'now' })
const channel = createChannel({ origin, inboxId: inbox.id, secret: inboundSecret })
await channel.message({ id: newClientId(), person, text: 'Where is my parcel?' })

// 5. That began a session, which the desk tells of like of everything else.
const sessionId = await findSession()
await rapport.sessions.take({ sessionId })
await rapport.sessions.send({
  sessionId,
  clientId: newClientId(),
  text: 'On its way. It will be there tomorrow.',
})
if (answers.length === 0) await once(program, 'answered')

// 6. The program says that the answer arrived, and the session ends.
const [answer] = answers
if (answer === undefined) throw new Error('What came to the program was not signed by the desk')
await channel.receipt({ id: answer.message.id, status: 'delivered' })
await rapport.sessions.end({ sessionId, endReason: 'agent_ended' })

// 7. All of it, in order.
const types: string[] = []
for await (const { recorded, message } of rapport.events.follow({
  after: start,
  sessionId,
  untilNow: true,
})) {
  types.push(recorded.event.type)
  console.log(String(recorded.version).padStart(2), recorded.event.type, message?.text ?? '')
}
if (types.at(-1) !== 'session.ended') throw new Error(`The session did not end: ${types.join(', ')}`)
program.close()

async function findSession() {
  for await (const { sessionId: id, recorded } of rapport.events.follow({ after: start, pollMs: 200 })) {
    const { event } = recorded
    if (event.type === 'session.started' && event.contactId === contact.id) return id
  }
  throw new Error('Nobody follows any more')
}
