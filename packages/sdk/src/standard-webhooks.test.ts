import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { signWebhook, verifyWebhook } from './standard-webhooks.ts'

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`
const secret = newSecret()
const body = '{"text":"Zažijte 退款 🙂"}'

test('signs as the published library does, and is content with what that signs', async () => {
  const headers = await signWebhook({ id: 'msg_1', body }, secret)
  expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
  const at = new Date()
  const theirs = {
    'webhook-id': 'msg_2',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign('msg_2', at, body),
  }
  expect(await verifyWebhook(theirs, body, [secret])).toBe(true)
  expect(await verifyWebhook(new Headers(theirs), new TextEncoder().encode(body), [secret])).toBe(true)
})

test('while a secret is changed, either of the two proves', async () => {
  const next = newSecret()
  const [one, two] = await Promise.all([secret, next].map((each) => signWebhook({ id: 'm', body }, each)))
  const both = { ...one, 'webhook-signature': `${one?.['webhook-signature']} ${two?.['webhook-signature']}` }
  expect(await verifyWebhook(both, body, [next])).toBe(true)
  expect(await verifyWebhook(both, body, [secret])).toBe(true)
  expect(await verifyWebhook(one ?? {}, body, [next, secret])).toBe(true)
  expect(await verifyWebhook(both, body, [newSecret()])).toBe(false)
})

test('what is missing, doubled, malformed, altered or late proves nothing and throws nothing', async () => {
  const good = await signWebhook({ id: 'msg_1', body }, secret)
  const late = await signWebhook({ id: 'msg_1', body, at: Date.now() - 301_000 }, secret)
  const early = await signWebhook({ id: 'msg_1', body, at: Date.now() + 302_000 }, secret)
  const signature = good['webhook-signature']
  const wrong = [
    {},
    late,
    early,
    { ...good, 'webhook-id': 'msg_2' },
    { ...good, 'webhook-id': '' },
    { ...good, 'webhook-id': undefined },
    { ...good, 'webhook-id': ['msg_1', 'msg_1'] },
    { ...good, 'webhook-timestamp': 'soon' },
    { ...good, 'webhook-signature': '' },
    { ...good, 'webhook-signature': 'v1,' },
    { ...good, 'webhook-signature': 'v1,***' },
    { ...good, 'webhook-signature': signature.slice(3) },
    { ...good, 'webhook-signature': signature.replace('v1,', 'v2,') },
    { ...good, 'webhook-signature': `${signature}, ${signature}` },
    { ...good, 'webhook-signature': `v1,${'A'.repeat(5_000)}` },
  ]
  for (const headers of wrong) expect(await verifyWebhook(headers, body, [secret])).toBe(false)
  expect(await verifyWebhook(good, `${body} `, [secret])).toBe(false)
  for (const secrets of [[], [''], ['whsec_'], ['whsec_***']])
    expect(await verifyWebhook(good, body, secrets)).toBe(false)
  expect(await verifyWebhook(good, body, [secret])).toBe(true)
})

test('nothing is signed with what is no secret', async () => {
  for (const none of ['', 'whsec_', 'whsec_c2hvcnQ='])
    await expect(signWebhook({ id: 'm', body }, none)).rejects.toThrow(TypeError)
})
