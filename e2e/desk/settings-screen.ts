import type { Locator, Page } from 'playwright-core'

/** Opens a page of the settings in a console that somebody is signed in to. */
export async function openSettings(page: Page, path: string): Promise<void> {
  await page.goto(new URL(`/settings/${path}`, page.url()).href)
  await page.getByRole('navigation', { name: 'Settings' }).waitFor()
}

/** Opens the audit log, narrowed to one kind of entry as its address says, and answers the rows with these words. */
export async function auditRows(page: Page, action: string, words: string | RegExp): Promise<Locator> {
  await openSettings(page, `audit?action=${action}`)
  return page.getByRole('table', { name: 'Audit log' }).getByRole('row').filter({ hasText: words })
}
