import type { FrameLocator, Locator, Page } from 'playwright-core'

/** A shop's page with the widget on it, by the names that are read out. */
export type Visitor = Readonly<{
  page: Page
  launcher: Locator
  panel: FrameLocator
  log: Locator
  field: Locator
  button(name: string | RegExp): Locator
  /** Opens the chat, and waits until one can write. */
  open(): Promise<void>
  /** Writes a message and sends it with Enter. */
  say(text: string): Promise<void>
}>

/** Reads a page as a visitor does. */
export function visitorOf(page: Page): Visitor {
  const panel = page.frameLocator('rapport-widget iframe')
  const launcher = page.getByRole('button', { name: /^(Open|Close) chat/ })
  const field = panel.getByRole('textbox', { name: 'Your message' })
  return {
    page,
    launcher,
    panel,
    log: panel.getByRole('log', { name: 'Conversation' }),
    field,
    button: (name) => panel.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }),
    async open() {
      await launcher.click()
      await field.waitFor()
    },
    async say(text) {
      await field.fill(text)
      await field.press('Enter')
    },
  }
}
