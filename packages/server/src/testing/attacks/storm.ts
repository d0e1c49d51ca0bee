import { randomBytes, randomUUID } from 'node:crypto'
import { multipart, type RawRequest, sendHttp } from './raw-http.ts'
import { agentPath, openGreeted, openSocket, visitorPath } from './raw-socket.ts'

/** One thing that a hostile or broken client does, and what is the safe end of it. */
export type BadInput = Readonly<{ name: string; send(): Promise<number>; expected: readonly number[] }>

const asJson = { 'content-type': 'application/json' }

/** Good tokens to misuse, tokens that once let in or let in elsewhere, and a session to aim at. */
export type StormTargets = Readonly<{
  origin: string
  session: string
  owner: string
  visitor: string
  expiredVisitor: string
  expiredLogin: string
  foreignLogin: string
}>

/** Does each bad thing in turn, from one of them on, until told to stop; answers how many ended safely and which did not. */
export async function rage(
  attacks: readonly BadInput[],
  { from, isOver }: Readonly<{ from: number; isOver(): boolean }>,
): Promise<StormReport> {
  const failures: string[] = []
  let safe = 0
  for (let i = from; !isOver(); i = (i + 1) % attacks.length) {
    const attack = attacks[i]
    if (attack === undefined) break
    const failure = await failureOf(attack)
    if (failure === null) safe += 1
    else failures.push(failure)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return { safe, failures }
}
export type StormReport = Readonly<{ safe: number; failures: readonly string[] }>

/** What came of one bad thing when it was not what should; null when it was. */
export async function failureOf({ name, send, expected }: BadInput): Promise<string | null> {
  const found = await send()
  return expected.includes(found) ? null : `${name}: ${found} instead of ${expected}`
}

/** Bad input at every door: by HTTP with the status it must have, by socket with the code it must be closed with. */
export function listBadInput(targets: StormTargets): readonly BadInput[] {
  const { origin, owner, visitor } = targets
  const http = (name: string, expected: number, request: RawRequest): BadInput => ({
    name,
    expected: [expected],
    send: async () => (await sendHttp(origin, request)).status,
  })
  const post = (path: string, token: string, body: string | Buffer): RawRequest => ({
    method: 'POST',
    path: `/api/v1${path}`,
    headers: { authorization: `Bearer ${token}`, ...asJson },
    body,
  })
  const messages = `/sessions/${targets.session}/messages`
  const send = (more: object) => JSON.stringify({ clientId: randomUUID(), text: 'bad', ...more })
  const upload = (token: string, path: string, part: Parameters<typeof multipart>[0][number]): RawRequest => {
    const { headers, body } = multipart([part])
    return { ...post(path, token, body), headers: { ...headers, authorization: `Bearer ${token}` } }
  }
  const page = Buffer.from('<!doctype html><script>alert(1)</script>')
  const program = Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(300)])
  const read = (token: string) => ({
    method: 'GET',
    path: '/api/v1/me',
    headers: { authorization: `Bearer ${token}` },
  })
  const own = { method: 'GET', path: '/api/v1/widget/conversation' }

  return [
    http('malformed JSON', 400, post(messages, owner, '{"text":')),
    http('invalid UTF-8', 400, post(messages, owner, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))),
    http('an unknown field', 422, post(messages, owner, send({ author: { kind: 'system' } }))),
    http('a wrong type', 422, post(messages, owner, send({ text: { $gt: '' } }))),
    http('a lone surrogate', 422, post(messages, owner, '{"clientId":"x","text":"\\ud800"}')),
    http('NUL', 422, post(messages, owner, send({ text: 'a\0b' }))),
    http(
      'a moment beyond all calendars',
      422,
      post(messages.replace(/messages$/, 'hold'), owner, `{"until":${2 ** 53 - 1}}`),
    ),
    http('10 MB of text', 413, post(messages, owner, send({ text: 'x'.repeat(10_000_000) }))),
    http('deep nesting', 422, post(messages, owner, `{"text":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)),
    http('a page as a picture', 415, upload(visitor, '/widget/files', file('face.png', page, 'image/png'))),
    http(
      'a program as a document',
      415,
      upload(owner, '/files', file('bill.pdf', program, 'application/pdf')),
    ),
    http(
      'a file beyond the limit',
      413,
      upload(owner, '/files', file('big.bin', bigFile, 'application/zip')),
    ),
    http('an expired login', 401, read(targets.expiredLogin)),
    http('a login of another workspace', 404, post(messages, targets.foreignLogin, send({}))),
    http('an expired visitor', 401, {
      ...own,
      headers: { authorization: `Bearer ${targets.expiredVisitor}` },
    }),
    http('a login for a visitor', 401, { ...own, headers: { authorization: `Bearer ${owner}` } }),
    ...listBadFrames(targets),
  ]
}

const bigFile = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26 * 1024 * 1024)])

const file = (name: string, body: Buffer, type: string) => ({
  head: `name="file"; filename="${name}"`,
  body,
  type,
})

function listBadFrames({ origin, ...tokens }: StormTargets): BadInput[] {
  const frame = (name: string, code: number, data: string | Buffer, path = visitorPath): BadInput => ({
    name: `frame: ${name}`,
    expected: [code],
    async send() {
      const live = await openGreeted(origin, path, {
        token: path === visitorPath ? tokens.visitor : tokens.owner,
      })
      live.send(data)
      return await live.closed
    },
  })
  const hello = (name: string, path: string, token: string): BadInput => ({
    name: `hello: ${name}`,
    expected: [4001],
    async send() {
      const live = await openSocket(origin, { path })
      live.say({ type: 'hello', protocol: 1, token })
      return await live.closed
    },
  })
  const send = (more: object) =>
    JSON.stringify({ type: 'send', clientId: randomUUID(), text: 'bad', ...more })
  return [
    frame('malformed JSON', 1007, '{"type":"send"'),
    frame('invalid UTF-8', 1007, Buffer.from([0x22, 0xff, 0xfe, 0x22])),
    frame('bytes', 1007, randomBytes(64)),
    frame('an unknown field', 1007, send({ author: 'agent' })),
    frame('a wrong type', 1007, send({ text: ['bad'] })),
    frame('a lone surrogate', 1007, send({}).replace('bad', '\\ud800')),
    frame('NUL', 1007, send({ text: 'a\0b' })),
    frame('a prototype', 1007, send({}).replace('{', '{"__proto__":{"a":1},')),
    frame('deep nesting', 1007, `{"type":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
    frame('a text beyond the limit', 1007, send({ text: 'x'.repeat(20_001) })),
    frame('200 kB', 1009, 'x'.repeat(200_000)),
    frame('10 MB', 1009, 'x'.repeat(10_000_000)),
    frame('malformed JSON', 1007, '{"type":"follow"', agentPath),
    frame('200 kB', 1009, 'x'.repeat(200_000), agentPath),
    hello('an expired visitor', visitorPath, tokens.expiredVisitor),
    hello('a login for a visitor', visitorPath, tokens.owner),
    hello('an expired login', agentPath, tokens.expiredLogin),
    hello('nobody', agentPath, 'nobody'),
  ]
}
