import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { InboxView } from '@rapport/contract/light'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterEach } from 'vitest'
import { launchChromium } from '../../tools/launch-chromium.ts'
import { root } from '../../tools/root.ts'
import { type AgentScreen, agentScreen } from './agent-screen.ts'
import { type Line, openLine } from './open-line.ts'
import { invite, makeInbox, type Person, setUp, signInThroughApi } from './people.ts'
import { findFreePort, type Product, runProduct } from './run-product.ts'
import { serveHostPage } from './serve-host-page.ts'
import { type Visitor, visitorOf } from './visitor.ts'

const lineNames = ['visitor', 'agent', 'colleague', 'supervisor', 'api', 'files'] as const

/** A running product with a browser, and a cable of one's own for everybody who comes. */
export type Stage = Readonly<{
  product: Product
  lines: Readonly<Record<LineName, Line>>
  browser: Browser
  /** A browser of somebody's own: no cookie, no storage, short patience. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>
  /** What pages threw and nobody caught. */
  errors: string[]
  /** What browsers complained of in their consoles. */
  complaints: string[]
  close(): Promise<void>
}>

/** Whose cable. */
export type LineName = (typeof lineNames)[number]

/** A desk people work at. */
export type Desk = Stage &
  Readonly<{
    owner: Person
    ana: Person
    ben: Person
    sue: Person
    inbox: InboxView
    widgetKey: string
    /** Where the inbox's widget stands. */
    shopOrigin: string
    /** A console with this person signed in. */
    asAgent(person: Person, line: LineName, options?: BrowserContextOptions): Promise<AgentScreen>
    /** Somebody who has just come to the shop. */
    aVisitor(options?: BrowserContextOptions & Readonly<{ path?: string }>): Promise<Visitor>
  }>

/** Starts the product, the cables and the browser; nobody works there yet. */
export async function openStage(env: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const port = await findFreePort()
  const opened = await Promise.all(lineNames.map(async (name) => [name, await openLine(port)] as const))
  const lines = Object.fromEntries(opened) as Record<LineName, Line>
  const [product, browser] = await Promise.all([
    runProduct({
      port,
      env: {
        RAPPORT_PUBLIC_ORIGIN: lines.visitor.origin,
        RAPPORT_FILES_ORIGIN: lines.files.origin,
        RAPPORT_CONSOLE_ORIGINS: opened.map(([, line]) => line.origin).join(),
        ...env,
      },
    }),
    launchChromium(),
  ])
  const errors: string[] = []
  const complaints: string[] = []
  return {
    product,
    lines,
    browser,
    errors,
    complaints,
    async newContext(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, ...options })
      context.setDefaultTimeout(20_000)
      context.on('weberror', (error) => errors.push(String(error.error().stack)))
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      return context
    },
    async close() {
      await browser.close()
      await Promise.all(opened.map(([, line]) => line.close()))
      await product.stop()
    },
  }
}

/** A workspace with an owner, two agents and a supervisor, and one web chat on a page of another origin. */
export async function openDesk(env: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const stage = await openStage(env)
  const { origin } = stage.lines.api
  const owner = await setUp(origin)
  const inbox = await makeInbox(owner)
  const inboxIds = [inbox.id]
  const ana = await invite(origin, owner, { name: 'Ana Agent', role: 'agent', inboxIds })
  const ben = await invite(origin, owner, { name: 'Ben Agent', role: 'agent', inboxIds })
  const sue = await invite(origin, owner, { name: 'Sue Supervisor', role: 'supervisor' })
  const widgetKey = inbox.widget?.key ?? ''
  const shop = await serveHostPage({ deskOrigin: stage.lines.visitor.origin, widgetKey })
  return {
    ...deskOn(stage, shop.origin),
    ...{ owner, ana, ben, sue, inbox, widgetKey },
    async close() {
      await shop.close()
      await stage.close()
    },
  }
}

/** The demo as `npm start` makes it, with its shop page; only the pretend visitors stay at home. */
export async function openDemo(): Promise<Desk> {
  const stage = await openStage({ RAPPORT_DEMO: '1' })
  const { origin } = stage.lines.api
  const { shopOrigin } = stage.product
  const person = (key: string, name: string) =>
    signInThroughApi(origin, { name, email: `${key}@demo.test`, password: 'welcome-to-linden' })
  const owner = await person('owner', 'Nora Linden')
  const ana = await person('amira', 'Amira Haddad')
  const ben = await person('tomas', 'Tomáš Černý')
  const sue = await person('supervisor', 'Robin Achterberg')
  const { items } = await owner.api.inboxes.list({})
  const inbox = items.find(({ startsIn }) => startsIn === 'bot')
  if (!inbox?.widget) throw new Error('The demo has no web chat that starts with a bot')
  return { ...deskOn(stage, shopOrigin), ...{ owner, ana, ben, sue, inbox, widgetKey: inbox.widget.key } }
}

function deskOn(stage: Stage, shopOrigin: string) {
  return {
    ...stage,
    shopOrigin,
    async asAgent({ token }: Person, line: LineName, options: BrowserContextOptions = {}) {
      const { origin } = stage.lines[line]
      const context = await stage.newContext(options)
      await context.addCookies([{ name: 'rapport_login', value: token, url: origin }])
      const page = await context.newPage()
      await page.goto(`${origin}/inbox`)
      return agentScreen(page)
    },
    async aVisitor({ path = '/', ...options }: BrowserContextOptions & Readonly<{ path?: string }> = {}) {
      const context = await stage.newContext(options)
      const page = await context.newPage()
      await page.goto(shopOrigin + path)
      return visitorOf(page)
    },
  }
}

/** After a test that failed, a picture of every page is kept in `.cache/e2e`, and what browsers complained of is told. */
export function keepPictures(stage: () => Stage | undefined): void {
  afterEach(async ({ task }) => {
    const { browser, errors = [], complaints = [] } = stage() ?? {}
    if (task.result?.state !== 'fail' || !browser) return
    const folder = join(root, '.cache/e2e')
    await mkdir(folder, { recursive: true })
    const pages: Page[] = browser.contexts().flatMap((context) => context.pages())
    const name = task.name.replace(/\W+/g, '-').slice(0, 60)
    await Promise.all(
      pages.map((page, n) =>
        page
          .screenshot({ path: join(folder, `${name}-${n}.png`) })
          .catch((error: unknown) => errors.push(`No picture of page ${n}: ${String(error)}`)),
      ),
    )
    console.error([...errors, ...complaints].join('\n'))
  })
}
