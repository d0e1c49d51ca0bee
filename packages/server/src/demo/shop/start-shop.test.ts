import { createHmac } from 'node:crypto'
import { identityPayload } from '@rapport/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../platform/log/index.ts'
import { type Shop, startShop } from './start-shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await startShop({
    port: 0,
    deskOrigin: 'https://desk.example',
    widgetKey: 'w"1',
    identitySecret: 'secret',
    log: createLog('silent'),
  })
})
afterAll(() => shop.stop())

const get = async (path: string) => {
  const response = await fetch(shop.origin + path)
  return { response, html: await response.text() }
}

test('the page lets in the loader and the panel, and nothing that is not its own', async () => {
  const { response, html } = await get('/')
  const policy = response.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain('frame-src https://desk.example;')
  expect(policy).toContain("require-trusted-types-for 'script'")
  expect(policy).not.toMatch(/unsafe|connect-src|img-src/)
  expect(html).toContain(
    `<script async nonce="${nonce}" src="https://desk.example/widget.js" data-key="w&quot;1"`,
  )
})

test('a signed-in customer is signed as the contract says, and a stranger not at all', async () => {
  const { html } = await get('/?as=c-1002&lang=cs')
  const identity = JSON.parse(/rapport\('identify', (.*)\)/.exec(html)?.[1] ?? 'null')
  const signature = createHmac('sha256', 'secret').update(identityPayload(identity)).digest('hex')
  expect(identity.signature).toBe(signature)
  expect((await get('/')).html).not.toContain("'identify'")
})

test('the language of the page is the language asked of the widget, right to left included', async () => {
  const { html } = await get('/?lang=ar')
  expect(html).toContain('<html lang="ar" dir="rtl">')
  expect(html).toContain('data-locale="ar"')
  expect((await get('/?lang=%3Cx')).html).toContain('<html lang="en" dir="ltr">')
})

test('there is one page and nothing else', async () => {
  expect((await get('/other')).response.status).toBe(404)
})
