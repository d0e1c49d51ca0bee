import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { readZip } from '../../packages/server/src/platform/zip/testing/read-zip.ts'

/** What a page did that an exported one must not do. */
export type Misdeeds = { executed: number; requests: string[]; reports: string[]; errors: string[] }

/** A page that was opened from a disk, without a network, and what it did since. */
export type OpenedFile = Readonly<{ page: Page; misdeeds(): Promise<Misdeeds>; close(): Promise<void> }>

/** Puts exported files into a folder, as somebody who downloaded them would, an archive unpacked. */
export function keepOnDisk(exported: Readonly<{ ending: string; bytes: Buffer }>) {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-exported-'))
  mkdirSync(folder, { recursive: true })
  const files =
    exported.ending === 'zip' ? readZip(exported.bytes) : [{ name: 'page.html', content: exported.bytes }]
  for (const { name, content } of files) writeFileSync(join(folder, name), content)
  return {
    names: files.map(({ name }) => name),
    url: (name = 'page.html') => pathToFileURL(join(folder, name)).href,
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Opens a file from the disk, and counts everything it asks for besides itself and everything that its policy stops. */
export async function openFile(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedFile> {
  const context = await browser.newContext({ ...options, acceptDownloads: true })
  const page = await context.newPage()
  const [requests, errors]: string[][] = [[], []]
  context.on('request', (request) => {
    const asked = request.url()
    const isPage = request.isNavigationRequest() && asked.startsWith('file:')
    if (!isPage && !asked.startsWith('data:') && !asked.startsWith('blob:')) requests?.push(asked)
  })
  page.on('pageerror', (error) => errors?.push(error.message))
  await page.addInitScript(() => {
    const hooks = globalThis as unknown as { __xss: number; __reports: string[] }
    hooks.__xss = 0
    hooks.__reports = []
    addEventListener('securitypolicyviolation', (event) => {
      hooks.__reports.push(`${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  await page.goto(url)
  return {
    page,
    async misdeeds() {
      const { executed, reports } = await page.evaluate(() => {
        const { __xss, __reports } = globalThis as unknown as { __xss: number; __reports: string[] }
        return { executed: __xss, reports: __reports }
      })
      return { executed, reports, requests: requests ?? [], errors: errors ?? [] }
    },
    close: () => context.close(),
  }
}
