import { instant } from '@rapport/domain'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { isSignedWebhook, newWebhookSecret, webhookHeaders } from './standard-webhooks.ts'

const now = instant(1_700_000_000_000)
const body = Buffer.from('{"text":"Zažijte 退款 🙂"}')
const secret = newWebhookSecret()
const sign = (secrets: readonly string[]) => webhookHeaders({ id: 'msg_1', at: now, body }, secrets)

test('signs the published example as everybody else does', () => {
  const headers = webhookHeaders({ id: 'msg_1', at: now, body: '{"a":1}' }, ['c2VjcmV0LWtleQ=='])
  expect(headers).toEqual({
    'webhook-id': 'msg_1',
    'webhook-timestamp': '1700000000',
    'webhook-signature': 'v1,lw6imERnBOgPJSactsqPD6R9UINRuwbX50zrq5itlyE=',
  })
})

test('agrees with the reference library, both ways, on bytes that are not ASCII', () => {
  const at = new Date(Math.floor(Date.now() / 1_000) * 1_000)
  const library = new Webhook(secret)
  const ours = webhookHeaders({ id: 'msg_1', at: instant(at.getTime()), body }, [secret])
  expect(library.verify(body, ours)).toEqual({ text: 'Zažijte 退款 🙂' })
  const theirs = { ...ours, 'webhook-signature': library.sign('msg_1', at, body) }
  expect(isSignedWebhook({ headers: theirs, body }, [secret], instant(Date.now()))).toBe(true)
})

test('while a secret is changed, either of the two proves', () => {
  const next = newWebhookSecret()
  const both = { headers: sign([next, secret]), body }
  expect(isSignedWebhook(both, [secret], now)).toBe(true)
  expect(isSignedWebhook(both, [next], now)).toBe(true)
  expect(isSignedWebhook({ headers: sign([secret]), body }, [next, secret], now)).toBe(true)
  expect(isSignedWebhook(both, [newWebhookSecret()], now)).toBe(false)
})

test('without a secret nothing is proven, nor with one too short to be any', () => {
  expect(isSignedWebhook({ headers: sign(['']), body }, [], now)).toBe(false)
  expect(isSignedWebhook({ headers: sign(['']), body }, [''], now)).toBe(false)
  expect(isSignedWebhook({ headers: sign(['whsec_']), body }, ['whsec_'], now)).toBe(false)
})

test('what is missing, doubled, malformed, altered or late proves nothing and throws nothing', () => {
  const good = sign([secret])
  const signature = good['webhook-signature']
  const refused: readonly Readonly<Record<string, string | undefined>>[] = [
    {},
    { ...good, 'webhook-signature': undefined },
    { ...good, 'webhook-signature': '' },
    { ...good, 'webhook-signature': 'v1,' },
    { ...good, 'webhook-signature': 'v1,short' },
    { ...good, 'webhook-signature': signature.slice(3) },
    { ...good, 'webhook-signature': signature.replace('v1,', 'v1a,') },
    { ...good, 'webhook-signature': `${signature}, ${signature}` },
    { ...good, 'webhook-signature': `v1,${'A'.repeat(100_000)}` },
    { ...good, 'webhook-id': 'msg_2' },
    { ...good, 'webhook-id': `msg_1, msg_1` },
    { ...good, 'webhook-timestamp': '1700000001' },
    { ...good, 'webhook-timestamp': 'soon' },
    { ...good, 'webhook-timestamp': '-1' },
  ]
  for (const headers of refused) expect(isSignedWebhook({ headers, body }, [secret], now)).toBe(false)
  const changed = Buffer.from(body)
  changed[0] = 0x5b
  expect(isSignedWebhook({ headers: good, body: changed }, [secret], now)).toBe(false)
  const respaced = Buffer.from(body.toString().replace(':', ': '))
  expect(isSignedWebhook({ headers: good, body: respaced }, [secret], now)).toBe(false)
  for (const late of [300_001, -300_001])
    expect(isSignedWebhook({ headers: good, body }, [secret], instant(now + late))).toBe(false)
  expect(isSignedWebhook({ headers: good, body }, [secret], instant(now + 300_000))).toBe(true)
})
