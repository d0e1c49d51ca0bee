import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Desk, keepPictures, openDesk } from './desk/open-desk.ts'
import { makeInbox } from './desk/people.ts'
import { type HostPage, serveHostPage } from './desk/serve-host-page.ts'
import { visitorOf } from './desk/visitor.ts'

let desk: Desk
const served: HostPage[] = []

keepPictures(() => desk)
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(async () => {
  for (const page of served) await page.close()
  await desk?.close()
})

const serve = async (options: Partial<Parameters<typeof serveHostPage>[0]> = {}) => {
  const deskOrigin = desk.lines.visitor.origin
  const page = await serveHostPage({ deskOrigin, widgetKey: desk.widgetKey, ...options })
  served.push(page)
  return page
}

const aPage = async (): Promise<Page> => (await desk.newContext()).newPage()

/** Everything a policy forbade, on the page and in every frame of it, from the first moment on. */
const watchViolations = async (page: Page): Promise<string[]> => {
  const violations: string[] = []
  await page.exposeFunction('tellViolation', (what: string) => violations.push(what))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      const tell = (globalThis as unknown as { tellViolation(what: string): void }).tellViolation
      tell(`${location.origin} ${effectiveDirective} ${blockedURI} ${sourceFile}`)
    })
  })
  return violations
}

test('the whole chat works on a page that allows one script by its nonce, one frame, and Trusted Types only', async () => {
  const { origin } = desk.lines.visitor
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-NONCE' ${origin}`,
    `frame-src ${origin}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
  const host = await serve({ policy })
  const page = await aPage()
  const violations = await watchViolations(page)
  await page.goto(host.origin)
  const visitor = visitorOf(page)
  await visitor.open()
  await visitor.say('Under a strict policy 🔒')
  await visitor.log.getByText('Under a strict policy 🔒').waitFor()
  const chooser = page.waitForEvent('filechooser')
  await visitor.button('Add files').click()
  await (await chooser).setFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note') })
  await visitor.panel.getByText('note.txt, ready to send').waitFor({ state: 'attached' })
  await visitor.button('Send').click()
  await visitor.log.getByRole('link', { name: /Download note\.txt/ }).waitFor()
  await visitor.button('Add an emoji').click()
  await visitor.panel.getByRole('button', { name: '👍' }).waitFor()
  await visitor.button('Minimise chat').click()
  await visitor.launcher.waitFor()
  console.log(`csp_violations=${violations.length}`)
  expect(violations).toEqual([])
})

test('a session says which page its visitor wrote from, and nothing of what stood behind its address', async () => {
  const host = await serve()
  const page = await aPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => asked.push(String(payload))))
  await page.goto(`${host.origin}/cart?email=ana%40shop.example#pay`)
  const visitor = visitorOf(page)
  await visitor.open()
  await visitor.say('Is this in stock?')
  await visitor.log.getByText('Is this in stock?').waitFor()
  const stored = async () => {
    const { items } = await desk.owner.api.sessions.list({ list: 'all' })
    return items.find(({ preview }) => preview === 'Is this in stock?')?.origin
  }
  await vi.waitFor(async () => expect(await stored()).toBeDefined(), 10_000)
  expect(await stored()).toEqual({
    pageUrl: `${host.origin}/cart`,
    referrer: null,
    language: 'en',
    country: null,
    device: 'desktop',
  })
  const toTheDesk = asked.filter((one) => !one.startsWith(host.origin))
  expect(toTheDesk.length).toBeGreaterThan(3)
  console.log(`queries_sent=${toTheDesk.filter((one) => one.includes('shop.example')).length}`)
  expect(toTheDesk.filter((one) => one.includes('shop.example'))).toEqual([])
})

test('the page does not move when the widget comes', async () => {
  const host = await serve()
  const page = await aPage()
  await page.addInitScript(() => {
    const seen = { shifts: 0 }
    Object.assign(globalThis, { seen })
    new PerformanceObserver((list) => {
      seen.shifts += list.getEntries().length
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(host.origin)
  const before = await page.getByRole('heading', { name: 'A shop' }).boundingBox()
  await visitorOf(page).open()
  expect(await page.getByRole('heading', { name: 'A shop' }).boundingBox()).toEqual(before)
  expect(await page.evaluate(() => (globalThis as unknown as { seen: object }).seen)).toEqual({ shifts: 0 })
})

test('a page that is not among the allowed origins gets no launcher, and cannot frame the panel by itself', async () => {
  const allowed = await serve()
  const settings = desk.inbox.widget?.settings
  if (!settings) throw new Error('The inbox has no widget')
  const inbox = await makeInbox(desk.owner, {
    widget: { key: '', settings: { ...settings, allowedOrigins: [allowed.origin] } },
  })
  const widgetKey = inbox.widget?.key ?? ''
  const panel = `${desk.lines.visitor.origin}/widget/panel?key=${widgetKey}#${encodeURIComponent('http://evil.test')}`
  const other = await serve({ widgetKey, body: `<iframe title="stolen" src="${panel}"></iframe>` })

  const page = await aPage()
  const warned = page.waitForEvent('console', {
    predicate: (said) => said.text().includes('allowed origins'),
  })
  const refused = page.waitForEvent('console', { predicate: (said) => /frame-ancestors/.test(said.text()) })
  await page.goto(other.origin)
  await warned
  await refused
  expect(await page.locator('rapport-widget').count()).toBe(0)
  expect(await page.frameLocator('iframe[title="stolen"]').getByRole('main').count()).toBe(0)
})

test("the host page reads nothing of the visitor: not the token, not the storage, not the panel's document", async () => {
  const host = await serve()
  const page = await aPage()
  await page.goto(host.origin)
  // A page that listens to everything that is said to it, and takes hold of the frame.
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)))
  })
  const visitor = visitorOf(page)
  const began = page.waitForResponse((response) => response.url().endsWith('/api/v1/widget/visitors'))
  await visitor.open()
  const { token } = (await (await began).json()) as { token: string }
  expect(token.length).toBeGreaterThan(30)
  await visitor.say('My number is 4929')
  await visitor.log.getByText('My number is 4929').waitFor()

  const reached = await page.evaluate(() => {
    const frame = document.querySelector('rapport-widget')?.shadowRoot?.querySelector('iframe')
    const inside = frame?.contentWindow as unknown as { localStorage: Storage; document: Document }
    const tries = [
      () => frame?.contentDocument?.body.textContent ?? null,
      () => inside.localStorage.length,
      () => inside.document.cookie,
    ]
    return tries.map((attempt) => {
      try {
        return attempt()
      } catch (error) {
        return (error as Error).name
      }
    })
  })
  expect(reached).toEqual([null, 'SecurityError', 'SecurityError'])
  const known = await page.evaluate(() =>
    JSON.stringify([
      (globalThis as unknown as { heard: string[] }).heard,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      document.documentElement.outerHTML,
      performance.getEntriesByType('resource').map(({ name }) => name),
    ]),
  )
  expect(known).not.toContain(token)
  expect(known).not.toContain('4929')
  expect(desk.errors).toEqual([])
})
