import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { launchChromium } from '../tools/launch-chromium.ts'
import type { Desk } from './desk.ts'
import type { Figure } from './figure.ts'

const dist = fileURLToPath(new URL('../packages/widget/dist/', import.meta.url))
const loaderMax = 3 * 1024
const panelMax = 30 * 1024

/** PERF-9: what the widget weighs, what it asks for before it is opened, and whether the page moves under it. */
export async function measureWidget(desk: Desk): Promise<Figure[]> {
  const loader = zipped([`${dist}widget.js`])
  const page = await watchPage(desk)
  return [
    atMost('PERF-9 loader, gzip', loader, 'bytes', loaderMax),
    atMost('PERF-9 panel, gzip (what one language loads)', page.panelBytes, 'bytes', panelMax),
    atMost('PERF-9 requests before the first click', page.requestsBefore, 'requests', 2),
    { ...atMost('PERF-9 layout shift', page.shift, 'CLS', 0), ratio: page.shift },
  ]
}

function atMost(name: string, value: number, unit: string, limit: number): Figure {
  const ratio = limit === 0 ? value : value / limit
  return { name, value, unit, limit, limitName: 'limit', ratio, target: '<= 1', pass: value <= limit }
}

const zipped = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0)

type Watched = Readonly<{ requestsBefore: number; panelBytes: number; shift: number }>

async function watchPage(desk: Desk): Promise<Watched> {
  const host = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>Shop</title><p>Shoes</p>
      <script async src="${desk.origin}/widget.js" data-key="${desk.widgetKey}"></script>`)
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const { port } = host.address() as AddressInfo
  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(desk.origin)) asked.push(request.url())
    })
    await page.addInitScript(() => {
      const scope = globalThis as unknown as { shift: number }
      scope.shift = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) scope.shift += (entry as unknown as { value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(`http://127.0.0.1:${port}/`)
    const launcher = page.getByRole('button').first()
    await launcher.waitFor()
    await page.waitForTimeout(1_000)
    const requestsBefore = asked.length
    await launcher.click()
    await page.waitForTimeout(2_000)
    const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift)
    const opened = asked.slice(requestsBefore).filter((url) => /\.(js|css)$/.test(new URL(url).pathname))
    return { requestsBefore, panelBytes: zipped(opened.map(builtFile)), shift }
  } finally {
    await browser.close()
    host.close()
  }
}

/** The built file a panel's address stands for. */
function builtFile(url: string): string {
  const name = new URL(url).pathname.split('/').at(-1) ?? ''
  const found = readdirSync(dist, { recursive: true, encoding: 'utf8' }).find((file) => file.endsWith(name))
  if (found === undefined) throw new Error(`${url} is not a built file`)
  return `${dist}${found}`
}
